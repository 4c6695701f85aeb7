/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.simulation;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A service with a mistake in it: its own source with a few words changed, compiled here and loaded beside the sound one. So a
 * fault is made in what is shipped, and what is shipped knows of no faults.
 *
 * @param name what is wrong
 * @param module the service's module
 * @param edits what is changed in its source
 */
record Fault(String name, String module, List<Edit> edits) {

    /**
     * A change of one source file.
     *
     * @param file below the service's package, such as {@code stock/Stock.java}
     * @param sound words that the file has once
     * @param broken what stands in their place
     */
    record Edit(String file, String sound, String broken) {}

    Fault {
        edits = List.copyOf(edits);
    }

    /** {@code sound} applications, with those of the module from the broken source. */
    List<Application> in(List<Application> sound) {
        String home = "io.orderflow." + module.replace("-service", "").replace("-", "");
        Map<String, byte[]> broken = compile(home);
        ClassLoader loader = new Loader(home + ".", broken);
        List<Application> applications = new ArrayList<>();
        for (Application application : sound) {
            Class<?> type = application.getClass();
            applications.add(type.getPackageName().equals(home) ? made(loader, type.getName()) : application);
        }
        return applications;
    }

    private static Application made(ClassLoader loader, String type) {
        try {
            return loader.loadClass(type)
                    .asSubclass(Application.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, byte[]> compile(String home) {
        Map<String, String> sources = new HashMap<>();
        for (Edit edit : edits) {
            String source = sources.computeIfAbsent(edit.file(), file -> source(home, file));
            if (source.split(Pattern.quote(edit.sound()), -1).length != 2) {
                throw new IllegalStateException(
                        "%s: %s must have these words once: %s".formatted(name, edit.file(), edit.sound()));
            }
            sources.put(edit.file(), source.replace(edit.sound(), edit.broken()));
        }
        JavaCompiler compiler = requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
        StringWriter messages = new StringWriter();
        try (Compiled compiled = new Compiled(compiler.getStandardFileManager(null, null, null))) {
            List<Source> units = sources.entrySet().stream()
                    .map(source -> new Source(source.getKey(), source.getValue()))
                    .toList();
            List<String> options =
                    List.of("-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path"));
            if (!compiler.getTask(messages, compiled, null, options, null, units)
                    .call()) {
                throw new IllegalStateException("%s: %s".formatted(name, messages));
            }
            return compiled.classes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String source(String home, String file) {
        try {
            return Files.readString(Path.of("..", module, "src", "main", "java")
                    .resolve(home.replace('.', '/'))
                    .resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A source file that is nowhere on disk. */
    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String file, String text) {
            super(URI.create("string:///" + file), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps what the compiler makes. */
    private static final class Compiled extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, ByteArrayOutputStream> made = new HashMap<>();

        Compiled(JavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("bytes:///" + className), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return made.computeIfAbsent(className, name -> new ByteArrayOutputStream());
                }
            };
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new HashMap<>();
            made.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        }
    }

    /** Loads a service's classes anew, so that they find the broken ones; what it keeps in its stores is the same for all. */
    private static final class Loader extends ClassLoader {

        private final String home;
        private final Map<String, byte[]> broken;

        Loader(String home, Map<String, byte[]> broken) {
            super(Fault.class.getClassLoader());
            this.home = home;
            this.broken = broken;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(home) || name.startsWith(home + "state.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = broken.containsKey(name) ? broken.get(name) : sound(name);
            return defineClass(name, bytes, 0, bytes.length);
        }

        private byte[] sound(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
