/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.config;

import java.io.Serial;
import java.util.List;

/** Everything that is wrong with the settings, one line each. */
public final class ConfigProblems extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public ConfigProblems(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** The faults, each naming the setting, its value, where that came from, and what would be right. */
    public List<String> problems() {
        return problems;
    }
}
