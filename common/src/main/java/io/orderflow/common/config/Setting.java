/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.config;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One setting, declared once. From its name {@code fraud.window} follow the flag {@code --fraud-window} and the
 * environment variable {@code FRAUD_WINDOW}; in a file it has its own name. Immutable: each refinement is a new setting.
 */
public final class Setting<T> {

    /** Reads a value's text. The message of what it throws completes the sentence "fraud.window=x: …". */
    private interface Parser<T> {
        T parse(String text);
    }

    private record Check<T>(Predicate<T> holds, String demand) {}

    private final String name;
    private final String kind;
    private final String defaultText;
    private final Parser<T> parser;
    private final @Nullable Comparator<T> order;
    private final List<Check<T>> checks;
    private final List<String> aliases;
    private final String help;
    private final String kafkaName;
    private final boolean secret;

    private Setting(
            String name,
            String kind,
            String defaultText,
            Parser<T> parser,
            @Nullable Comparator<T> order,
            List<Check<T>> checks,
            List<String> aliases,
            String help,
            String kafkaName,
            boolean secret) {
        this.name = requireNonNull(name, "name");
        this.kind = kind;
        this.defaultText = requireNonNull(defaultText, "default");
        this.parser = parser;
        this.order = order;
        this.checks = List.copyOf(checks);
        this.aliases = List.copyOf(aliases);
        this.help = help;
        this.kafkaName = kafkaName;
        this.secret = secret;
    }

    private static <T> Setting<T> of(
            String name, String kind, String defaultText, Parser<T> parser, @Nullable Comparator<T> order) {
        return new Setting<>(name, kind, defaultText, parser, order, List.of(), List.of(), "", name, false);
    }

    public static Setting<String> text(String name, String defaultText) {
        return Setting.<String>of(name, "TEXT", defaultText, text -> text, Comparator.naturalOrder());
    }

    /** Text that need not be given. */
    public static Setting<Optional<String>> optionalText(String name) {
        return of(name, "TEXT", "", text -> text.isEmpty() ? Optional.empty() : Optional.of(text), null);
    }

    /**
     * What is in a file or folder that need not be given.
     *
     * @param kind of what it is, in one word
     * @param read what is there; its {@link IllegalArgumentException} says what is wrong, without naming it
     */
    public static <T> Setting<Optional<T>> optionalContent(String name, String kind, Function<Path, T> read) {
        return of(
                name,
                kind,
                "",
                text -> text.isEmpty() ? Optional.empty() : Optional.of(read.apply(Path.of(text))),
                null);
    }

    public static Setting<Integer> integer(String name, int defaultValue) {
        return of(
                name,
                "NUMBER",
                Integer.toString(defaultValue),
                number(Integer::valueOf, "must be a whole number"),
                Comparator.<Integer>naturalOrder());
    }

    /** A TCP port; 0 stands for any free one. */
    public static Setting<Integer> port(String name, int defaultValue) {
        Setting<Integer> any = of(
                name,
                "PORT",
                Integer.toString(defaultValue),
                number(Integer::valueOf, "must be a port, 0 to 65535"),
                Comparator.<Integer>naturalOrder());
        return any.checked(port -> port >= 0 && port <= 65_535, "must be a port, 0 to 65535");
    }

    public static Setting<BigDecimal> decimal(String name, String defaultText) {
        return of(
                name,
                "AMOUNT",
                defaultText,
                number(BigDecimal::new, "must be a number such as 2000 or 19.90"),
                Comparator.<BigDecimal>naturalOrder());
    }

    /** A time such as {@code 20ms}, {@code 10s}, {@code 5m}, {@code 24h} or {@code 7d}. */
    public static Setting<Duration> duration(String name, String defaultText) {
        return of(name, "TIME", defaultText, Durations::parse, Comparator.<Duration>naturalOrder());
    }

    /** False unless given. */
    public static Setting<Boolean> flag(String name) {
        return of(name, "true|false", "false", Setting::bool, null);
    }

    /** A list of names with commas between. */
    public static Setting<List<String>> names(String name, String defaultText) {
        return of(name, "NAME,...", defaultText, Setting::list, null);
    }

    public static Setting<Path> path(String name, String defaultText) {
        return of(name, "PATH", defaultText, Path::of, null);
    }

    /** The same setting with a lower bound, written as a value is. */
    public Setting<T> atLeast(String bound) {
        T least = parser.parse(bound);
        return checked(value -> ordered().compare(value, least) >= 0, "must be at least " + bound);
    }

    /** The same setting with an upper bound, written as a value is. */
    public Setting<T> atMost(String bound) {
        T most = parser.parse(bound);
        return checked(value -> ordered().compare(value, most) <= 0, "must be at most " + bound);
    }

    /** The same setting, its text bound to a pattern; {@code demand} says in words what it must be. */
    public Setting<T> matching(String regex, String demand) {
        return new Setting<>(
                name,
                kind,
                defaultText,
                text -> {
                    if (!text.matches(regex)) {
                        throw new IllegalArgumentException(demand);
                    }
                    return parser.parse(text);
                },
                order,
                checks,
                aliases,
                help,
                kafkaName,
                secret);
    }

    /** The same setting with the line that help and docs say of it. */
    public Setting<T> help(String line) {
        return new Setting<>(name, kind, defaultText, parser, order, checks, aliases, line, kafkaName, secret);
    }

    /** The same setting with a second flag, e.g. {@code -b}. */
    public Setting<T> alias(String flag) {
        List<String> more = new ArrayList<>(aliases);
        more.add(flag);
        return new Setting<>(name, kind, defaultText, parser, order, checks, more, help, kafkaName, secret);
    }

    /** The same setting, which a file may also give under the name that Kafka's clients have for it. */
    public Setting<T> knownToKafkaAs(String property) {
        return new Setting<>(name, kind, defaultText, parser, order, checks, aliases, help, property, secret);
    }

    /** The same setting, whose value is told to nobody: no error shows it, and it is no flag, which the list of processes would show. */
    public Setting<T> secret() {
        return new Setting<>(name, kind, defaultText, parser, order, checks, aliases, help, kafkaName, true);
    }

    private Setting<T> checked(Predicate<T> holds, String demand) {
        List<Check<T>> more = new ArrayList<>(checks);
        more.add(new Check<>(holds, demand));
        return new Setting<>(name, kind, defaultText, parser, order, more, aliases, help, kafkaName, secret);
    }

    /** As in a properties file, e.g. {@code fraud.window}. */
    public String name() {
        return name;
    }

    /** What Kafka's clients call it: its own name, unless told otherwise. */
    String kafkaName() {
        return kafkaName;
    }

    /** As on the command line, e.g. {@code --fraud-window}. */
    public String flag() {
        return "--" + name.replace('.', '-');
    }

    /** Other flags for it. */
    public String[] aliases() {
        return aliases.toArray(String[]::new);
    }

    /** As in the environment, e.g. {@code FRAUD_WINDOW}. */
    public String environmentName() {
        return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** What kind of value it takes, in one word. */
    public String kind() {
        return kind;
    }

    /** The default as it would be written; empty where the setting need not have a value. */
    public String defaultText() {
        return defaultText;
    }

    /** What it is for, in a line. */
    public String help() {
        return help;
    }

    /** True if its value is told to nobody. */
    public boolean isSecret() {
        return secret;
    }

    /** True if giving the flag alone means {@code true}. */
    public boolean isFlag() {
        return kind.equals("true|false");
    }

    /** What {@code --help} says of it. */
    public String helpLine() {
        String byDefault = defaultText.isEmpty() ? "" : ", default " + defaultText;
        return help + " (env " + environmentName() + byDefault + (secret ? "; no flag)" : ")");
    }

    /**
     * The value that {@code text} stands for.
     *
     * @throws IllegalArgumentException if it stands for none, saying what it must be
     */
    T parse(String text) {
        T value = parser.parse(text.strip());
        for (Check<T> check : checks) {
            if (!check.holds().test(value)) {
                throw new IllegalArgumentException(check.demand());
            }
        }
        return value;
    }

    private Comparator<T> ordered() {
        if (order == null) {
            throw new IllegalStateException(name + " has values without an order, and so no bounds");
        }
        return order;
    }

    private static <N> Parser<N> number(Function<String, N> read, String demand) {
        return text -> {
            try {
                return read.apply(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(demand, e);
            }
        };
    }

    private static Boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
