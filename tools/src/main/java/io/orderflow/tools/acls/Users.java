/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.acls;

import io.orderflow.schemas.rights.Program;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;

/** Who the programs are to the cluster. */
public final class Users {

    private static final String KIND = "User:";

    private final Map<String, Program> programs;

    private Users(Map<String, Program> programs) {
        this.programs = Collections.unmodifiableMap(programs);
    }

    /**
     * A user for each of {@code programs}.
     *
     * @param prefix comes before the program's name in the user's
     * @param named users of other names, by the program's
     * @throws IllegalArgumentException if two programs have one user, or a user is named for a program that is not there
     */
    public static Users of(Collection<Program> programs, String prefix, Map<String, String> named) {
        Map<String, Program> users = new LinkedHashMap<>();
        Set<String> unknown = new LinkedHashSet<>(named.keySet());
        for (Program program : programs) {
            unknown.remove(program.name());
            String user = named.getOrDefault(program.name(), prefix + program.name());
            Program other = users.putIfAbsent(KIND + user, program);
            if (other != null) {
                throw new IllegalArgumentException("%s and %s are both %s%s: each needs a user of its own"
                        .formatted(other.name(), program.name(), KIND, user));
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no program '%s'; there are %s"
                    .formatted(
                            unknown.iterator().next(),
                            String.join(
                                    ", ", programs.stream().map(Program::name).toList())));
        }
        return new Users(users);
    }

    /** The programs by principal, such as {@code User:fraud-service}. */
    public Map<String, Program> programs() {
        return programs;
    }

    /** Which program this is; none if it is somebody else. */
    Optional<Program> program(String principal) {
        return Optional.ofNullable(programs.get(principal));
    }

    /** All rights of all programs, as Kafka keeps them. */
    public Stream<AclBinding> wanted() {
        return programs.entrySet().stream()
                .flatMap(user -> user.getValue().rights().stream().map(right -> right.allowedTo(user.getKey())));
    }
}
