/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.docs;

import io.orderflow.tools.ToolsCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Which of the commands that a page shows can be given: scripts, jars, modules, tests, subcommands and flags must exist. */
final class CommandLines {

    private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z][A-Z0-9_]*)=.*");
    private static final Pattern FLAG = Pattern.compile("(--[a-z][a-z-]*)(?:=.*)?");
    private static final Pattern JAR = Pattern.compile("((?:[a-z-]+/)*([a-z-]+))/target/([a-z-]+)\\.jar");
    private static final Pattern TEST = Pattern.compile("-D(?:it\\.)?test=(.*)");
    private static final String FAULT = "-Dsimulation.fault=";
    private static final Pattern PROPERTY = Pattern.compile("-D([a-zA-Z.]+)=.*");

    /** Scripts whose flags a module declares. */
    private static final Map<String, String> MODULES =
            Map.of("bin/demo", "demo", "bin/ring", "ring", "bin/benchmark", "benchmarks");

    private final Repository repository;
    private final Names names;

    CommandLines(Repository repository, Names names) {
        this.repository = repository;
        this.names = names;
    }

    /** What of the commands on this line there is not. */
    List<String> problems(String line) {
        String command = line.strip().replaceFirst("^\\$ ", "");
        String withoutComment = command.replaceFirst("(^|\\s)# .*", "").replaceFirst("\\s{2,}\\S.*", "");
        return Stream.of(withoutComment.split(" && | \\|\\|? | & |; "))
                .flatMap(one -> simple(words(one)).stream())
                .toList();
    }

    private static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(found -> found.group().replaceAll("['\"]", ""))
                .toList();
    }

    private List<String> simple(List<String> words) {
        List<String> problems = new ArrayList<>();
        int at = 0;
        for (; at < words.size(); at++) {
            Matcher assignment = ASSIGNMENT.matcher(words.get(at));
            if (!assignment.matches()) {
                break;
            }
            if (!names.isEnvironment(assignment.group(1))) {
                problems.add(assignment.group(1) + ": no such variable");
            }
        }
        if (at < words.size()) {
            problems.addAll(program(words.get(at), words.subList(at + 1, words.size())));
        }
        return problems;
    }

    private List<String> program(String program, List<String> arguments) {
        if (program.equals("orderflow") || program.equals("bin/orderflow")) {
            return orderflow(ToolsCommands.root(), arguments);
        }
        if (program.equals("mvn")) {
            return maven(arguments);
        }
        if (program.startsWith("-D")) { // what to add to a command of Maven's
            return maven(List.of(program));
        }
        if (program.equals("java")) {
            return jar(arguments);
        }
        if (program.matches("(?:bin|docker|\\.ci)/\\S+") && !Names.isFormer(program)) {
            Path script = repository.root().resolve(program);
            if (!Files.exists(script) || (program.startsWith("bin/") && !Files.isExecutable(script))) {
                return List.of(program + ": no such program");
            }
            return flags(arguments)
                    .filter(flag -> !flag.equals("--help"))
                    .filter(flag -> !Repository.text(script).contains(flag))
                    .filter(flag -> !MODULES.containsKey(program)
                            || !repository.moduleHas(MODULES.getOrDefault(program, ""), '"' + flag + '"'))
                    .map(flag -> program + " has no " + flag)
                    .toList();
        }
        return List.of();
    }

    private static Stream<String> flags(List<String> arguments) {
        return arguments.stream().map(FLAG::matcher).filter(Matcher::matches).map(flag -> flag.group(1));
    }

    /** Several subcommands at once are written {@code get|wait}. */
    private static List<String> orderflow(CommandSpec command, List<String> arguments) {
        List<String> problems = new ArrayList<>();
        CommandSpec current = command;
        for (String argument : arguments) {
            Matcher flag = FLAG.matcher(argument);
            if (flag.matches()) {
                String name = flag.group(1);
                if (!has(current, name)) {
                    problems.add(current.qualifiedName() + " has no " + name);
                }
            } else if (!current.subcommands().isEmpty() && argument.matches("[a-z|]+")) {
                CommandSpec parent = current;
                for (String name : argument.split("\\|", -1)) {
                    CommandLine subcommand = parent.subcommands().get(name);
                    if (subcommand == null) {
                        problems.add(parent.qualifiedName() + " has no " + name);
                        return problems;
                    }
                    current = subcommand.getCommandSpec();
                }
            }
        }
        return problems;
    }

    /** Of a command without its subcommand, any of them may be meant. */
    private static boolean has(CommandSpec command, String option) {
        return command.findOption(option) != null
                || command.subcommands().values().stream().anyMatch(one -> has(one.getCommandSpec(), option));
    }

    private List<String> maven(List<String> arguments) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("-pl")) {
                for (String module : arguments.get(++i).split(",", -1)) {
                    if (!Files.exists(repository.root().resolve(module).resolve("pom.xml"))) {
                        problems.add("mvn: no module " + module);
                    }
                }
            } else if (argument.startsWith("-P")) {
                for (String profile : argument.substring(2).split(",", -1)) {
                    if (!repository.codeHas("<id>" + profile + "</id>")) {
                        problems.add("mvn: no profile " + profile);
                    }
                }
            } else if (TEST.matcher(argument).matches()) {
                problems.addAll(tests(argument));
            } else {
                Matcher property = PROPERTY.matcher(argument);
                if (property.matches() && !isProperty(property.group(1))) {
                    problems.add("mvn: nobody reads " + property.group(1));
                } else if (argument.startsWith(FAULT) && !repository.codeHas(argument.substring(FAULT.length()))) {
                    problems.add("mvn: no fault is called so: " + argument);
                }
            }
        }
        return problems;
    }

    private List<String> tests(String argument) {
        Matcher tests = TEST.matcher(argument);
        if (!tests.matches() || tests.group(1).equals("none")) {
            return List.of();
        }
        return Stream.of(tests.group(1).split(",", -1))
                .flatMap(
                        test -> names
                                .problem(repository.root(), test.replace('#', '.'))
                                .map(problem -> test + ": " + problem)
                                .stream())
                .toList();
    }

    /** Of a module, of a test, or of a plug-in of Maven's. */
    private boolean isProperty(String name) {
        return repository.codeHas(name)
                || name.startsWith("surefire.")
                || name.startsWith("failsafe.")
                || name.startsWith("skip");
    }

    private List<String> jar(List<String> arguments) {
        int at = arguments.indexOf("-jar");
        if (at < 0 || at + 1 == arguments.size()) {
            return List.of();
        }
        String path = arguments.get(at + 1);
        Matcher jar = JAR.matcher(path);
        if (!jar.matches()) {
            return List.of(); // SERVICE.jar, or relative to a module
        }
        String module = jar.group(1);
        Path pom = repository.root().resolve(module).resolve("pom.xml");
        if (!Files.exists(pom) || !Repository.text(pom).contains("<artifactId>" + jar.group(3) + "</artifactId>")) {
            return List.of(path + ": no module makes it");
        }
        return flags(arguments.subList(at + 2, arguments.size()))
                .filter(flag -> !flag.equals("--help"))
                .filter(flag -> !(module.endsWith("-service") && Names.isFlag(flag)))
                .filter(flag -> !repository.moduleHas(module, '"' + flag + '"'))
                .filter(flag -> !(module.startsWith("examples/") && repository.codeHas('"' + flag + '"')))
                .map(flag -> path + " has no " + flag)
                .toList();
    }
}
