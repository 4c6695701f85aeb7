/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.tls;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file of keys or certificates (RFC 7468).
 *
 * @param setting that names it, or flag
 */
public record PemFile(String setting, Path path) {

    /** A bundle of all public authorities has a quarter of it. */
    private static final int MOST_BYTES = 1024 * 1024;

    public PemFile {
        requireNonNull(setting, "setting");
        requireNonNull(path, "path");
    }

    /**
     * What it has in it now.
     *
     * @throws PemException if it cannot be read
     */
    public Pem read() throws PemException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw fault("is larger than any file of certificates: is it the right one?");
            }
            return new Pem(this, new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            throw fault("there is no such file", e);
        } catch (AccessDeniedException e) {
            throw fault("this program's user may not read the file: check its owner and mode", e);
        } catch (IOException e) {
            throw fault("cannot be read: " + e.getMessage(), e);
        }
    }

    PemException fault(String what) {
        return new PemException(this + ": " + what);
    }

    PemException fault(String what, Throwable cause) {
        return new PemException(this + ": " + what, cause);
    }

    @Override
    public String toString() {
        return setting + "=" + path;
    }
}
