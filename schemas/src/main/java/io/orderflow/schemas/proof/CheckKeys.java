/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The keys of all checks, by the check's name. */
public final class CheckKeys {

    private static final String ENDING = ".key";

    private final Map<String, List<CheckKey>> keys;

    private CheckKeys(Map<String, List<CheckKey>> keys) {
        this.keys = keys;
    }

    /**
     * These, the keys of each check in the order in which they are tried.
     *
     * @throws IllegalArgumentException if two checks have one key, for each could then answer as the other
     */
    public static CheckKeys of(Map<String, List<CheckKey>> keys) {
        Map<CheckKey, String> owners = new HashMap<>();
        Map<String, List<CheckKey>> all = new TreeMap<>();
        keys.forEach((check, its) -> {
            for (CheckKey key : its) {
                String owner = owners.putIfAbsent(key, check);
                if (owner != null && !owner.equals(check)) {
                    throw new IllegalArgumentException(
                            "%s and %s have the same key: each could answer as the other".formatted(owner, check));
                }
            }
            all.put(check, List.copyOf(its));
        });
        return new CheckKeys(all);
    }

    /**
     * Those in {@code folder}, which has a file {@code CHECK.key} of each check ({@link CheckKey#in}).
     *
     * @throws IllegalArgumentException if it cannot be read, has no such file, or one that is wrong; the message does not name it
     */
    public static CheckKeys in(Path folder) {
        Map<String, List<CheckKey>> keys = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(ENDING)) {
                    keys.put(name.substring(0, name.length() - ENDING.length()), keysIn(file));
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read as a folder of keys (%s)".formatted(e), e);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("has no file such as inventory" + ENDING);
        }
        return of(keys);
    }

    private static List<CheckKey> keysIn(Path file) {
        try {
            return CheckKey.in(file);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(file.getFileName(), e.getMessage()), e);
        }
    }

    /** Those of {@code checks} that have no key, and so cannot be heard. */
    public List<String> missing(Collection<String> checks) {
        return checks.stream().filter(check -> !keys.containsKey(check)).toList();
    }

    /**
     * Why a verdict that names {@code check} is not proven to be from it; empty if it is.
     *
     * @param value the record's, as it is on the topic
     * @param signature what its header has, if it has one
     */
    Optional<String> whyNot(String check, byte[] value, Optional<byte[]> signature) {
        List<CheckKey> known = keys.getOrDefault(check, List.of());
        if (known.isEmpty()) {
            return Optional.of("there is no key of such a check");
        }
        if (signature.isEmpty()) {
            return Optional.of("it has no header " + CheckKey.HEADER);
        }
        return known.stream().anyMatch(key -> key.hasSigned(value, signature.get()))
                ? Optional.empty()
                : Optional.of("its signature is another's");
    }
}
