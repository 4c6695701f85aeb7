/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas;

import java.util.Arrays;

/**
 * Keys of topics on which there are several facts about one thing, and each must have a key of its own so that it can be erased
 * without the others: {@code THING/FACT}, such as {@code ORDER/payment-17@orderflow}. No fact's name, and no order's id, has a slash.
 */
public final class FactKeys {

    private static final char SEPARATOR = '/';

    private FactKeys() {}

    /** The key of {@code fact}, which has no slash, about {@code thing}. */
    public static String of(String thing, String fact) {
        return thing + SEPARATOR + fact;
    }

    /** What the fact with this key is about; the whole key if it is no such key. */
    public static byte[] thing(byte[] key) {
        for (int i = key.length - 1; i >= 0; i--) {
            if (key[i] == SEPARATOR) {
                return Arrays.copyOf(key, i);
            }
        }
        return key;
    }

    /** The same, of a key that is text. */
    public static String thing(String key) {
        int slash = key.lastIndexOf(SEPARATOR);
        return slash < 0 ? key : key.substring(0, slash);
    }
}
