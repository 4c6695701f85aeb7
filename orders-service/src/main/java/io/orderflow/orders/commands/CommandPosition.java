/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.commands;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a command is in the topic {@code order-commands}. As a token, clients carry it from the request that wrote to those that
 * must show what it led to (<em>read your own writes</em>); to them it is opaque.
 */
public record CommandPosition(int partition, long offset) {

    /** The header that carries the token. */
    public static final String HEADER = "Consistency-Token";

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

    /** The position that {@code token} stands for; nothing if it is not one of ours. */
    public static Optional<CommandPosition> of(String token) {
        try {
            Matcher text = TEXT.matcher(new String(Base64.getUrlDecoder().decode(token), US_ASCII));
            return text.matches()
                    ? Optional.of(new CommandPosition(Integer.parseInt(text.group(1)), Long.parseLong(text.group(2))))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((partition + ":" + offset).getBytes(US_ASCII));
    }
}
