/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import java.time.Instant;

/**
 * A mail that the embedded mail server took.
 *
 * @param number counts from 1 as they come in
 * @param messageId as in its header, without the angle brackets
 * @param to as in its header, decoded
 * @param text its plain text
 */
public record Mail(
        long number, Instant receivedAt, String messageId, String from, String to, String subject, String text) {}
