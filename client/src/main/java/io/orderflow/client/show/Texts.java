/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.show;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Values as text that does a terminal no harm. */
public final class Texts {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final int SHOWN_BYTES = 64;

    /** Written out, 1e1000000000 fills the memory. */
    private static final int MOST_ZEROS = 40;

    /** Format characters that words and emoji of some languages need. */
    private static final int SOFT_HYPHEN = 0xAD;

    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;

    private Texts() {}

    /**
     * What could break the line, steer the terminal, turn the order of the letters round or hide among them, escaped as in
     * JSON: control characters, invisible format characters, halves of surrogate pairs.
     */
    public static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                printable.append("\\n");
            } else if (isUnprintable(c)) {
                for (char unit : Character.toChars(c)) {
                    printable.append("\\u" + HexFormat.of().toHexDigits(unit));
                }
            } else {
                printable.appendCodePoint(c);
            }
        });
        return printable.toString();
    }

    private static boolean isUnprintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> c != SOFT_HYPHEN && c != NON_JOINER && c != JOINER;
            default -> false;
        };
    }

    /** The local time. */
    public static String time(Instant time) {
        return TIME.format(time);
    }

    /** An amount without needless zeros, but with two decimals at least; one that is no sum of money stays as it is. */
    public static BigDecimal amount(BigDecimal amount) {
        if (amount.scale() < -MOST_ZEROS || amount.scale() > MOST_ZEROS) {
            return amount;
        }
        BigDecimal exact = amount.stripTrailingZeros();
        return exact.setScale(Math.max(exact.scale(), 2));
    }

    /** The bytes as text, if they are UTF-8 and nothing but printable. */
    public static Optional<String> text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text).filter(t -> t.codePoints().noneMatch(Texts::isStrange));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The bytes as text if they are, and in hexadecimal digits if not; of many the first ones. */
    public static String shown(byte[] bytes) {
        return text(bytes).map(Texts::printable).orElseGet(() -> {
            int shown = Math.min(SHOWN_BYTES, bytes.length);
            return "0x" + HexFormat.of().formatHex(bytes, 0, shown)
                    + (shown < bytes.length ? "... (%s bytes)".formatted(bytes.length) : "");
        });
    }

    private static boolean isStrange(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r';
    }
}
