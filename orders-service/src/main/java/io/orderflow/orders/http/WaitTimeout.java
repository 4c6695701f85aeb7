/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long clients wait: as {@code ?timeout=MS} says, or else {@code Prefer: wait=S} (RFC 7240), or else the default.
 *
 * @param byDefault where the client does not say
 * @param most whatever the client says
 */
public record WaitTimeout(Duration byDefault, Duration most) {

    private static final Pattern MILLIS = Pattern.compile("\\d{1,9}");
    private static final Pattern WAIT =
            Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?=$|[,;])", Pattern.CASE_INSENSITIVE);

    public WaitTimeout {
        requireNonNull(byDefault, "byDefault");
        requireNonNull(most, "most");
    }

    /**
     * A preference beyond the bound is cut to it, and one that cannot be read is none, as the RFC has it; a parameter must be
     * right.
     *
     * @throws ProblemException if {@code timeout} is wrong
     */
    public Duration asked(@Nullable String timeout, @Nullable List<String> prefer) {
        return timeout == null ? preferred(prefer).orElse(byDefault) : millis(timeout);
    }

    private Duration millis(String timeout) {
        if (MILLIS.matcher(timeout).matches()) {
            Duration wait = Duration.ofMillis(Integer.parseInt(timeout));
            if (wait.compareTo(most) <= 0) {
                return wait;
            }
        }
        throw new ProblemException(Problem.invalid(FieldError.of(
                "timeout", timeout, "must be a number of milliseconds, 0 (do not wait) to " + most.toMillis())));
    }

    private Optional<Duration> preferred(@Nullable List<String> prefer) {
        Matcher wait = WAIT.matcher(prefer == null ? "" : String.join(",", prefer));
        if (!wait.find()) {
            return Optional.empty();
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return Optional.of(asked.compareTo(most) <= 0 ? asked : most);
    }
}
