/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email.letter;

import static java.util.Objects.requireNonNull;

/**
 * What a customer is told.
 *
 * @param kind what it is about, e.g. {@code order-validated}
 * @param subject one line
 * @param text plain, lines ended by {@code \n}
 * @param html the same as a page
 */
public record Letter(String kind, String subject, String text, String html) {

    public Letter {
        requireNonNull(kind, "kind");
        requireNonNull(subject, "subject");
        requireNonNull(text, "text");
        requireNonNull(html, "html");
    }
}
