/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.client.show.Texts;
import java.io.PrintStream;

/** Where the demo speaks to a person: whole lines, one at a time, in colour only if it is a terminal. */
final class Screen {

    /** What a colour is for. */
    enum Tone {
        PLAIN(""),
        QUIET("\u001b[2m"),
        STRONG("\u001b[1m"),
        GOOD("\u001b[32m"),
        BAD("\u001b[31m"),
        NOTE("\u001b[36m");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    private static final String OFF = "\u001b[0m";
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final boolean colour;
    private boolean passing;

    Screen(PrintStream out, boolean terminal, boolean colour) {
        this.out = out;
        this.terminal = terminal;
        this.colour = terminal && colour;
    }

    /** {@code text}, whoever wrote it, as what a terminal shows and does not obey; in a colour, if there are any. */
    String in(Tone tone, String text) {
        String printable = Texts.printable(text);
        return colour && tone != Tone.PLAIN ? tone.code + printable + OFF : printable;
    }

    synchronized void line(String text) {
        if (passing) {
            out.print(ERASE_LINE);
            passing = false;
        }
        out.println(text);
        out.flush();
    }

    /** A line that the next one takes the place of; on something that is no terminal, a line as any other. */
    synchronized void passing(String text) {
        if (terminal) {
            out.print(ERASE_LINE + text);
            out.flush();
            passing = true;
        } else {
            line(text);
        }
    }

    boolean isTerminal() {
        return terminal;
    }
}
