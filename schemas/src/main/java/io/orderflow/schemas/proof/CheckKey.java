/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that a check shares with whoever decides by it: who has it can answer in that check's name. A file of keys has one a
 * line; lines that are empty or begin with # are none. A check signs with the first, and each of them proves, so that one can be
 * exchanged for another while the system runs.
 *
 * <p>A signature is the HMAC-SHA-256 (RFC 2104) of a record's value, byte for byte as it is on the topic, with the key's characters as
 * they are in the file. The value names check and order, and an order is judged once: what was signed proves nothing of another.
 */
public final class CheckKey {

    /** The record header with the signature, in lower-case hexadecimal. */
    public static final String HEADER = "Orderflow-Signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LARGEST_FILE = 16_384;
    private static final Predicate<String> SOUND =
            Pattern.compile("[\\x21-\\x7e]{32,512}").asMatchPredicate();

    private final byte[] secret;

    private CheckKey(byte[] secret) {
        this.secret = secret;
    }

    /**
     * The key that is written so.
     *
     * @throws IllegalArgumentException if it is too short to be one, or holds anything but visible ASCII characters
     */
    public static CheckKey of(String text) {
        if (!SOUND.test(text)) {
            throw new IllegalArgumentException(
                    "a key must have 32 to 512 visible ASCII characters without blanks, such as openssl rand -hex 32 prints");
        }
        return new CheckKey(text.getBytes(US_ASCII));
    }

    /**
     * The keys in {@code file}, at least one.
     *
     * @throws IllegalArgumentException if it cannot be read, or holds something else; the message does not name it
     */
    public static List<CheckKey> in(Path file) {
        List<CheckKey> keys;
        try {
            keys = text(file)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(CheckKey::of)
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read as a file of keys (%s)".formatted(e), e);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("holds no key");
        }
        return keys;
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
            if (bytes.length > LARGEST_FILE) {
                throw new IllegalArgumentException(
                        "holds more than keys: it has over %s bytes".formatted(LARGEST_FILE));
            }
            return new String(bytes, US_ASCII);
        }
    }

    /** What goes into the header of a record with this value. */
    public byte[] sign(byte[] value) {
        return HexFormat.of().formatHex(mac(value)).getBytes(US_ASCII);
    }

    /** Was it this key that signed {@code value}? Takes as long whatever {@code signature} is. */
    public boolean hasSigned(byte[] value, byte[] signature) {
        return MessageDigest.isEqual(sign(value), signature);
    }

    private byte[] mac(byte[] value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac.doFinal(value);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CheckKey key && MessageDigest.isEqual(secret, key.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "CheckKey";
    }
}
