/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.docs;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page in Markdown, as far as its checks need it: code spans, links, headings, and blocks of code, which may be marked by an
 * HTML comment on the line before.
 */
final class Page {

    /** Some text of the page, and the line that it begins on. */
    record Text(String text, int line) {}

    /**
     * A block of code, indented or fenced.
     *
     * @param mark the comment before it, such as {@code run}; empty if there is none
     * @param language what its fence says, such as {@code mermaid}; empty if nothing
     * @param lines without their indentation
     * @param line on which it begins
     */
    record Block(String mark, String language, List<String> lines, int line) {

        Block {
            lines = List.copyOf(lines);
        }
    }

    private static final Pattern SPAN = Pattern.compile("(`+)(.+?)\\1(?!`)");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern MARK = Pattern.compile("<!-- ([a-z]+) -->");
    private static final String FENCE = "```";
    private static final String INDENT = "    ";

    private final Path file;
    private final List<Text> prose = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final Set<String> anchors = new HashSet<>();

    /** {@code file} is where the page is, for links from it. */
    Page(Path file, String content) {
        this.file = file;
        read(content.lines().toList());
    }

    Path file() {
        return file;
    }

    /** Where links from it begin. */
    Path folder() {
        return requireNonNull(file.getParent(), "a page is in a folder");
    }

    List<Block> blocks() {
        return List.copyOf(blocks);
    }

    /** What is set as code within sentences. */
    List<Text> spans() {
        return found(SPAN, 2);
    }

    /** Where links lead. */
    List<Text> links() {
        return found(LINK, 1);
    }

    /** What {@code #…} of a link may name. */
    Set<String> anchors() {
        return Set.copyOf(anchors);
    }

    private List<Text> found(Pattern pattern, int group) {
        return prose.stream()
                .flatMap(text -> pattern.matcher(text.text())
                        .results()
                        .map((MatchResult found) -> new Text(found.group(group), text.line())))
                .toList();
    }

    private void read(List<String> lines) {
        String mark = "";
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at);
            int begin = at;
            if (line.startsWith(FENCE)) {
                at = endOfFence(lines, at);
                blocks.add(new Block(mark, line.substring(FENCE.length()), lines.subList(begin + 1, at), begin + 1));
                at++;
            } else if (line.startsWith(INDENT)) {
                at = endOfIndented(lines, at);
                List<String> code = lines.subList(begin, at).stream()
                        .map(text -> text.isBlank() ? "" : text.substring(INDENT.length()))
                        .toList();
                blocks.add(new Block(mark, "", code, begin + 1));
            } else if (line.isBlank()) {
                at++;
                continue;
            } else {
                at = endOfParagraph(lines, at);
                prose.add(new Text(String.join(" ", lines.subList(begin, at)), begin + 1));
                heading(line);
            }
            var marked = MARK.matcher(line);
            mark = marked.matches() ? marked.group(1) : "";
        }
    }

    private static int endOfFence(List<String> lines, int from) {
        int at = from + 1;
        while (at < lines.size() && !lines.get(at).startsWith(FENCE)) {
            at++;
        }
        return at;
    }

    private static int endOfIndented(List<String> lines, int from) {
        int end = from;
        for (int at = from;
                at < lines.size() && (lines.get(at).isBlank() || lines.get(at).startsWith(INDENT));
                at++) {
            end = lines.get(at).isBlank() ? end : at + 1;
        }
        return end;
    }

    private static int endOfParagraph(List<String> lines, int from) {
        if (lines.get(from).startsWith("#") || MARK.matcher(lines.get(from)).matches()) {
            return from + 1;
        }
        int at = from;
        while (at < lines.size() && !lines.get(at).isBlank() && !lines.get(at).startsWith(FENCE)) {
            at++;
        }
        return at;
    }

    /** As GitHub makes them. */
    private void heading(String line) {
        if (line.startsWith("#")) {
            String title = line.replaceFirst("^#+ *", "").toLowerCase(Locale.ROOT);
            anchors.add(title.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'));
        }
    }
}
