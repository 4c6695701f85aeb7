/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;

/** Where results go, until nobody takes them: then the next write or flush throws {@link OutputClosedException}. */
final class StandardOutput extends FilterOutputStream {

    private StandardOutput(OutputStream out) {
        super(out);
    }

    /** A writer of UTF-8 that writes when it is flushed, or has much. */
    static PrintWriter writer(OutputStream out) {
        return new PrintWriter(new OutputStreamWriter(new StandardOutput(new BufferedOutputStream(out)), UTF_8), false);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new OutputClosedException(e);
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new OutputClosedException(e);
        }
    }
}
