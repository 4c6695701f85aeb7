/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import java.io.IOException;
import java.io.InputStream;

/** Reads a request's body, up to a bound. */
public final class RequestBody {

    static final int MOST_BYTES = 256 * 1024;
    /** A client in the middle of a body that is too large reads the answer only if the rest is taken off its hands. */
    private static final long MOST_SKIPPED_BYTES = 2 * 1024 * 1024;

    private RequestBody() {}

    public static byte[] read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            skip(body);
            throw new ProblemException(Problem.tooLarge(MOST_BYTES));
        }
        return bytes;
    }

    private static void skip(InputStream body) throws IOException {
        byte[] rest = new byte[16 * 1024];
        long skipped = 0;
        for (int n = body.read(rest); n >= 0 && skipped < MOST_SKIPPED_BYTES; n = body.read(rest)) {
            skipped += n;
        }
    }
}
