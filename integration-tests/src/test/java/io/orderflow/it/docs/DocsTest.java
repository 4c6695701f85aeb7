/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.it.docs.Page.Block;
import io.orderflow.it.docs.Page.Text;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever README and docs, of the whole and of each module, name is there: a rename must not leave them behind. */
class DocsTest {

    private static final Repository REPOSITORY = new Repository(Path.of(".."));

    private final Names names = new Names(REPOSITORY);
    private final CommandLines commands = new CommandLines(REPOSITORY, names);

    @Test
    void everyLinkLeadsSomewhere() {
        assertThat(inAllPages(this::linkProblems)).isEmpty();
    }

    @Test
    void everyClassFileSettingAndFlagIsThere() {
        assertThat(inAllPages(this::nameProblems)).isEmpty();
    }

    @Test
    void everyCommandCanBeGiven() {
        assertThat(inAllPages(this::commandProblems)).isEmpty();
    }

    @Test
    void whatIsNotThereIsTold() {
        Page page = new Page(REPOSITORY.root().resolve("docs").resolve("wrong.md"), """
                # Wrong

                `OrderLifecycle.decide` is, `OrderLifecycle.decline` is not; nor is `OrderLifecicle`, `docs/desing.md`, `fraud.windov`,
                `FRAUD_WINDOV`, `--fraud-windov`, `Waiter.java` is, `Weiter.java` is not. [Not there](desing.md), [nor](design.md#the-flaw), [but](design.md#the-flow).

                    $ bin/orderflow order plaice --wait
                    $ bin/orderflow order place --weight --wait
                    FRAUD_WINDOV=2h bin/demo --onze
                    mvn -q -pl fraud -Pfats -Dtest=LimitsTest#nobody -Dsimulation.fault='nobody counts' test
                    java -jar fraud-service/target/fraud-service.jar --fraud-windov 2h
                    bin/nothing
                """);

        assertThat(nameProblems(page))
                .map(problem -> problem.substring(problem.indexOf('`')))
                .containsExactly(
                        "`OrderLifecycle.decline`: no such member of OrderLifecycle",
                        "`OrderLifecicle`: no such class",
                        "`docs/desing.md`: no such file",
                        "`fraud.windov`: no such setting",
                        "`FRAUD_WINDOV`: no such variable or constant",
                        "`--fraud-windov`: no such flag",
                        "`Weiter.java`: no such file");
        assertThat(linkProblems(page))
                .containsExactly(
                        "docs/wrong.md:3: desing.md leads nowhere",
                        "docs/wrong.md:3: design.md has no heading the-flaw");
        assertThat(commandProblems(page))
                .containsExactly(
                        "docs/wrong.md:6: orderflow order has no plaice",
                        "docs/wrong.md:7: orderflow order place has no --weight",
                        "docs/wrong.md:8: FRAUD_WINDOV: no such variable",
                        "docs/wrong.md:8: bin/demo has no --onze",
                        "docs/wrong.md:9: mvn: no module fraud",
                        "docs/wrong.md:9: mvn: no profile fats",
                        "docs/wrong.md:9: LimitsTest#nobody: no such member of LimitsTest",
                        "docs/wrong.md:9: mvn: no fault is called so: -Dsimulation.fault=nobody counts",
                        "docs/wrong.md:10: fraud-service/target/fraud-service.jar has no --fraud-windov",
                        "docs/wrong.md:11: bin/nothing: no such program");
    }

    private interface Check {
        List<String> problems(Page page);
    }

    private static List<String> inAllPages(Check check) {
        List<Page> pages = REPOSITORY.pages();
        assertThat(pages).hasSizeGreaterThan(20);
        return pages.stream().flatMap(page -> check.problems(page).stream()).toList();
    }

    private List<String> linkProblems(Page page) {
        return page.links().stream().flatMap(link -> linkProblem(page, link)).toList();
    }

    private static Stream<String> linkProblem(Page page, Text link) {
        if (link.text().matches("[a-z]+:.*")) {
            return Stream.of(); // elsewhere
        }
        String path = URI.create(link.text()).getPath();
        Path target = path.isEmpty() ? page.file() : page.folder().resolve(path).normalize();
        if (!target.startsWith(REPOSITORY.root()) || !Files.exists(target)) {
            return Stream.of(told(page, link.line(), link.text() + " leads nowhere"));
        }
        String anchor = URI.create(link.text()).getFragment();
        return anchor == null
                        || new Page(target, Repository.text(target)).anchors().contains(anchor)
                ? Stream.of()
                : Stream.of(told(page, link.line(), path + " has no heading " + anchor));
    }

    private List<String> nameProblems(Page page) {
        return page.spans().stream()
                .flatMap(span -> names
                        .problem(page.folder(), span.text())
                        .map(problem -> told(page, span.line(), "`%s`: %s".formatted(span.text(), problem)))
                        .stream())
                .toList();
    }

    private List<String> commandProblems(Page page) {
        List<String> problems = new ArrayList<>();
        for (Block block : page.blocks()) {
            for (int i = 0; i < block.lines().size(); i++) {
                int line = block.line() + i;
                commands.problems(block.lines().get(i)).forEach(problem -> problems.add(told(page, line, problem)));
            }
        }
        for (Text span : page.spans()) {
            commands.problems(span.text()).forEach(problem -> problems.add(told(page, span.line(), problem)));
        }
        return problems;
    }

    private static String told(Page page, int line, String problem) {
        return "%s:%s: %s".formatted(REPOSITORY.root().relativize(page.file()), line, problem);
    }
}
