/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.docs;

import io.orderflow.common.config.Setting;
import io.orderflow.email.EmailConfig;
import io.orderflow.fraud.FraudConfig;
import io.orderflow.inventory.InventoryConfig;
import io.orderflow.orderdetails.OrderDetailsConfig;
import io.orderflow.orders.OrdersConfig;
import io.orderflow.tools.TopicSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Which of the names that a page sets as code there are: classes and their members, files, settings, flags. */
final class Names {

    private static final Pattern CLASS =
            Pattern.compile("@?([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:[.#](\\w+))?(?:\\(.*\\))?");
    private static final Pattern QUALIFIED =
            Pattern.compile("(io\\.orderflow[a-z.]*)(?:\\.([A-Z]\\w*))?(?:\\.(\\w+))?");
    private static final Pattern FILE =
            Pattern.compile("[\\w.-][\\w./-]*\\.(?:java|md|avsc|yml|yaml|sh|csv|txt|xml|zip|env|svg)");
    private static final Pattern PATH = Pattern.compile("(?:[\\w.-]+/)+[\\w.-]*");
    private static final Pattern SETTING = Pattern.compile("[a-z][a-z0-9]*(?:\\.[a-z][a-z0-9-]*)+");
    private static final Pattern ENVIRONMENT = Pattern.compile("[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+");
    private static final Pattern FLAG = Pattern.compile("(--[a-z][a-z-]*)(?:[ =].*)?");

    /** Stands for the name of a service, as in XMain. */
    private static final Pattern PLACEHOLDER = Pattern.compile("X[A-Z]\\w*");

    /** Fields of HTTP and the like, which look as classes do. */
    private static final Set<String> NO_CLASSES =
            Set.of("Location", "Prefer", "Authorization", "Allow", "Accept", "Bearer", "ETag", "Age");

    /** What an earlier release had, and pages tell of. */
    private static final Set<String> FORMER = Set.of("docker/acls.sh");

    private static final List<Setting<?>> SETTINGS = Stream.of(
                    OrdersConfig.SETTINGS,
                    InventoryConfig.SETTINGS,
                    FraudConfig.SETTINGS,
                    OrderDetailsConfig.SETTINGS,
                    EmailConfig.SETTINGS,
                    TopicSettings.SETTINGS)
            .<Setting<?>>flatMap(List::stream)
            .distinct()
            .toList();

    private static final Set<String> KAFKA_SETTINGS = kafkaSettings();

    private final Repository repository;

    Names(Repository repository) {
        this.repository = repository;
    }

    /** What is wrong with the name on a page in {@code folder}, if it is one and there is no such thing. */
    Optional<String> problem(Path folder, String name) {
        Matcher qualified = QUALIFIED.matcher(name);
        if (qualified.matches()) {
            return qualified(qualified.group(1), qualified.group(2), qualified.group(3));
        }
        if (FILE.matcher(name).matches() || isPath(name)) {
            boolean found = repository.has(folder, name) || repository.hasFileNamed(name) || repository.codeHas(name);
            return problemUnless(found, "no such file");
        }
        Matcher type = CLASS.matcher(name);
        if (type.matches()) {
            boolean isOther =
                    NO_CLASSES.contains(name) || PLACEHOLDER.matcher(name).matches();
            return isOther ? Optional.empty() : type(type.group(1), type.group(2));
        }
        if (SETTING.matcher(name).matches()) {
            boolean found = KAFKA_SETTINGS.contains(name)
                    || SETTINGS.stream().anyMatch(setting -> setting.name().equals(name))
                    || repository.codeHas(name);
            return problemUnless(found, "no such setting");
        }
        if (ENVIRONMENT.matcher(name).matches()) {
            return problemUnless(isEnvironment(name), "no such variable or constant");
        }
        Matcher flag = FLAG.matcher(name);
        if (flag.matches()) {
            return problemUnless(isFlag(flag.group(1)) || repository.codeHas(flag.group(1)), "no such flag");
        }
        return Optional.empty();
    }

    /** Whether an earlier release had it. */
    static boolean isFormer(String name) {
        return FORMER.contains(name);
    }

    /** Whether a service has this flag. */
    static boolean isFlag(String flag) {
        return SETTINGS.stream()
                .anyMatch(setting -> setting.flag().equals(flag)
                        || List.of(setting.aliases()).contains(flag));
    }

    /** Whether a service or a script asks for this variable, or code has this constant. */
    boolean isEnvironment(String name) {
        return SETTINGS.stream().anyMatch(setting -> setting.environmentName().equals(name))
                || repository.codeHas(name);
    }

    private Optional<String> qualified(String packageName, String className, String member) {
        if (className != null) {
            return type(className, member);
        }
        return problemUnless(
                repository.codeHas("package " + packageName) || repository.codeHas(packageName), "no such package");
    }

    private Optional<String> type(String name, String member) {
        List<Path> files = repository.declaring(name);
        if (files.isEmpty()) {
            return problemUnless(repository.isLibraryClass(name), "no such class");
        }
        Pattern word = Pattern.compile("\\b%s\\b".formatted(member));
        boolean found = member == null
                || files.stream()
                        .anyMatch(file -> word.matcher(Repository.text(file)).find());
        return problemUnless(found, "no such member of " + name);
    }

    /** A path below one of our folders; others are parts of URLs, media types, or anything. */
    private boolean isPath(String name) {
        return PATH.matcher(name).matches()
                && !name.contains("target/")
                && Files.isDirectory(repository.root().resolve(name.substring(0, name.indexOf('/'))));
    }

    private static Optional<String> problemUnless(boolean found, String problem) {
        return found ? Optional.empty() : Optional.of(problem);
    }

    private static Set<String> kafkaSettings() {
        Set<String> names = new HashSet<>();
        names.addAll(ConsumerConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        names.addAll(AdminClientConfig.configNames());
        names.addAll(StreamsConfig.configDef().names());
        names.addAll(AbstractKafkaConfig.CONFIG_DEF.names());
        return Set.copyOf(names);
    }
}
