/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.docs;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the project, without what the build makes of them. */
final class Repository {

    /** Made by builds, by tools, or by a run. */
    private static final Set<String> LEFT_OUT =
            Set.of("target", ".git", ".idea", ".playwright", "orderflow-state", "node_modules");

    private static final Pattern DECLARED =
            Pattern.compile("\\b(?:class|interface|enum|record|@interface) ([A-Z]\\w*)");

    private final Path root;
    private final List<Path> files = new ArrayList<>();
    private final Map<String, List<Path>> byName;
    private final Map<String, List<Path>> classes;
    private final Set<String> libraryClasses;
    private final String code;

    Repository(Path root) {
        this.root = root.toAbsolutePath().normalize();
        collect();
        byName = files.stream().collect(groupingBy(file -> file.getFileName().toString()));
        classes = files.stream()
                .filter(file ->
                        file.toString().endsWith(".java") || file.toString().endsWith(".avsc"))
                .flatMap(file -> declared(file).map(name -> Map.entry(name, file)))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
        libraryClasses = libraryClasses();
        code = files.stream().filter(Repository::isCode).map(Repository::text).collect(joining("\n"));
    }

    private void collect() {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return LEFT_OUT.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path root() {
        return root;
    }

    /** All pages, but what is kept for a release's tests. */
    List<Page> pages() {
        return files.stream()
                .filter(file -> file.toString().endsWith(".md"))
                .sorted()
                .map(file -> new Page(file, text(file)))
                .toList();
    }

    /** Whether some file or folder of the project has this path, seen from {@code folder} or from the top. */
    boolean has(Path folder, String path) {
        return Stream.of(folder, root)
                .map(from -> from.resolve(path).normalize())
                .anyMatch(file -> file.startsWith(root) && Files.exists(file));
    }

    /** Whether some file is named so, wherever it is. */
    boolean hasFileNamed(String name) {
        return byName.containsKey(name);
    }

    /** The files that declare a class of this simple name. */
    List<Path> declaring(String simpleName) {
        return classes.getOrDefault(simpleName, List.of());
    }

    /** Whether a class of that simple name is in the JDK or in a library that the whole system is built with. */
    boolean isLibraryClass(String simpleName) {
        return libraryClasses.contains(simpleName);
    }

    /** Whether the words are in source, build or deployment as they stand; prose does not count. */
    boolean codeHas(String words) {
        return code.contains(words);
    }

    /** Whether the words are in the sources of that module. */
    boolean moduleHas(String module, String words) {
        Path sources = root.resolve(module).resolve("src").resolve("main");
        return files.stream()
                .filter(file -> file.startsWith(sources))
                .anyMatch(file -> text(file).contains(words));
    }

    static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> declared(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".avsc")
                ? Stream.of(name.substring(0, name.length() - ".avsc".length()))
                : DECLARED.matcher(text(file))
                        .results()
                        .map(found -> found.group(1))
                        .distinct();
    }

    private static boolean isCode(Path file) {
        String name = file.getFileName().toString();
        boolean isOfThisPackage = file.endsWith(Path.of("it", "docs", name));
        return !isOfThisPackage && !name.endsWith(".md") && !name.endsWith(".zip");
    }

    private static Set<String> libraryClasses() {
        Set<String> names = new HashSet<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.endsWith(".jar")) {
                try (JarFile jar = new JarFile(entry)) {
                    jar.stream().forEach(one -> addSimpleName(one.getName(), names));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        try (Stream<Path> jdk =
                Files.walk(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base"))) {
            jdk.forEach(one -> addSimpleName(one.toString(), names));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    private static void addSimpleName(String path, Set<String> names) {
        if (path.endsWith(".class")) {
            String name = path.substring(path.lastIndexOf('/') + 1, path.length() - ".class".length());
            names.add(name.substring(name.lastIndexOf('$') + 1));
        }
    }
}
