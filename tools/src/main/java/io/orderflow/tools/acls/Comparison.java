/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.acls;

import io.orderflow.schemas.rights.Program;
import io.orderflow.schemas.rights.Programs;
import io.orderflow.schemas.rights.Right;
import io.orderflow.tools.acls.Finding.Missing;
import io.orderflow.tools.acls.Finding.TooMuch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What a cluster lets the programs do, against what they need; and what it lets others do to what is theirs. A rule for some hosts
 * counts like one for all: from where a program comes is the shop's business. What superusers may do, no cluster tells.
 */
public final class Comparison {

    private static final String EVERYBODY = "User:*";

    private static final Comparator<AclBinding> ORDER = Comparator.<AclBinding, String>comparing(
                    binding -> binding.entry().principal())
            .thenComparing(
                    binding -> new Right(binding.pattern(), binding.entry().operation()))
            .thenComparing(binding -> binding.entry().host());

    private final Users users;
    private final Set<String> trusted;
    private final List<AclBinding> allowed;
    private final List<AclBinding> denied;

    /**
     * Compares.
     *
     * @param held all rules of the cluster's authorizer
     * @param trusted principals that may do what they may, such as administrators
     */
    public Comparison(Users users, Collection<AclBinding> held, Set<String> trusted) {
        this.users = users;
        this.trusted = Set.copyOf(trusted);
        this.allowed = of(AclPermissionType.ALLOW, held);
        this.denied = of(AclPermissionType.DENY, held);
    }

    private static List<AclBinding> of(AclPermissionType permission, Collection<AclBinding> held) {
        return held.stream()
                .filter(binding -> binding.entry().permissionType() == permission)
                .sorted(ORDER)
                .toList();
    }

    /** What programs need and may not do. */
    public List<Missing> missing() {
        List<Missing> missing = new ArrayList<>();
        users.programs().forEach((principal, program) -> {
            for (Right right : program.rights()) {
                Optional<AclBinding> ban = denied.stream()
                        .filter(rule -> isAbout(rule, principal) && bans(rule, right))
                        .findFirst();
                if (ban.isPresent()) {
                    missing.add(new Missing(
                            principal,
                            right,
                            "which is denied to " + ban.get().entry().principal()));
                } else if (allowed.stream().noneMatch(rule -> isAbout(rule, principal) && allows(rule, right))) {
                    missing.add(new Missing(principal, right, ""));
                }
            }
        });
        return missing;
    }

    /** What programs may do and do not need, and what others may do to what only a program should. */
    public List<TooMuch> tooMuch() {
        List<TooMuch> tooMuch = new ArrayList<>();
        for (AclBinding rule : allowed) {
            String principal = rule.entry().principal();
            Optional<Program> program = users.program(principal);
            if (program.isPresent()) {
                if (program.get().rights().stream().noneMatch(right -> isWithin(rule, right))) {
                    tooMuch.add(new TooMuch(rule, true, ""));
                }
            } else if (!trusted.contains(principal)) {
                users.programs().values().stream()
                        .filter(owner -> owner.rights().stream().anyMatch(right -> touches(rule, right, owner)))
                        .findFirst()
                        .ifPresent(owner ->
                                tooMuch.add(new TooMuch(rule, false, "which is for " + owner.name() + " to do")));
            }
        }
        return tooMuch;
    }

    private static boolean isAbout(AclBinding rule, String principal) {
        String who = rule.entry().principal();
        return who.equals(principal) || who.equals(EVERYBODY);
    }

    private static boolean allows(AclBinding rule, Right right) {
        return Patterns.lets(rule.entry().operation(), right.operation())
                && Patterns.covers(rule.pattern(), right.resource());
    }

    /** Whoever may not even describe it can do nothing with it. */
    private static boolean bans(AclBinding rule, Right right) {
        AclOperation operation = rule.entry().operation();
        boolean hit =
                operation == AclOperation.ALL || operation == right.operation() || operation == AclOperation.DESCRIBE;
        return hit && Patterns.meet(rule.pattern(), right.resource());
    }

    private static boolean isWithin(AclBinding rule, Right right) {
        return Patterns.lets(right.operation(), rule.entry().operation())
                && Patterns.covers(right.resource(), rule.pattern());
    }

    /**
     * Can whoever has this rule do what {@code owner} alone should? Everybody's right is each program's. What outside systems write,
     * the tools only write in their stead.
     */
    private static boolean touches(AclBinding rule, Right right, Program owner) {
        AclOperation operation = rule.entry().operation();
        boolean meets = Patterns.meet(rule.pattern(), right.resource());
        if (rule.entry().principal().equals(EVERYBODY)) {
            return meets && right.operation() != AclOperation.DESCRIBE;
        }
        boolean owned = right.operation() == AclOperation.WRITE
                || right.operation() == AclOperation.DELETE
                || (right.operation() == AclOperation.READ && right.resource().resourceType() == ResourceType.GROUP);
        boolean harms = operation == AclOperation.ALL
                || operation == right.operation()
                || operation == AclOperation.DELETE
                || operation == AclOperation.ALTER
                || operation == AclOperation.ALTER_CONFIGS;
        return meets && owned && harms && !owner.equals(Programs.TOOLS);
    }
}
