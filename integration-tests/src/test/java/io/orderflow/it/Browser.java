/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The browser of this machine, where it has one, and what pages said in it that none should say. */
final class Browser implements AutoCloseable {

    private static final List<String> BROWSERS = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    private static final List<String> NODES = List.of("/usr/bin/node", "/usr/local/bin/node", "/opt/homebrew/bin/node");

    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** What was asked for and refused, or was not there: the page says so itself, and that is tested for. */
    private static final String NOT_LOADED = "Failed to load resource";

    private static final double PATIENCE_MS = WholeSystem.PATIENCE.toMillis();

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

    /**
     * What the main thread of a page did for a while, in CPU time: what waits for other programs of this machine is not the page's
     * fault.
     *
     * @param tasks that it did, the shortest first
     */
    record MainThread(List<Duration> tasks) {

        MainThread {
            tasks = tasks.stream().sorted().toList();
        }

        /** Of a hundred tasks at most one takes longer. */
        Duration most() {
            return tasks.get(tasks.size() * 99 / 100);
        }

        Duration all() {
            return tasks.stream().reduce(Duration.ZERO, Duration::plus);
        }

        @Override
        public String toString() {
            return "main thread: %s tasks, %s ms of CPU in all, 99 %% within %s ms, the longest %s ms"
                    .formatted(
                            tasks.size(),
                            all().toMillis(),
                            most().toMillis(),
                            tasks.get(tasks.size() - 1).toMillis());
        }
    }

    private Browser(String browser, String node) {
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "PLAYWRIGHT_NODEJS_PATH", node)));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(browser))
                        .setHeadless(true)
                        .setArgs(FLAGS));
    }

    /** Skips {@code test}, and says so in one line, unless there are a browser, a Node.js, and Playwright's driver. */
    static Browser assumeFor(Class<?> test) {
        String browser = found(test, "Chromium", Optional.ofNullable(System.getenv("CHROMIUM")), BROWSERS);
        String node = found(test, "Node.js", Optional.ofNullable(System.getenv("PLAYWRIGHT_NODEJS_PATH")), NODES);
        found(
                test,
                "driver of Playwright's",
                Optional.empty(),
                List.of(System.getProperty("playwright.cli.dir") + "/package/cli.js"));
        return new Browser(browser, node);
    }

    private static String found(Class<?> test, String what, Optional<String> given, List<String> known) {
        return Stream.concat(given.stream(), known.stream())
                .filter(file -> Files.isReadable(Path.of(file)))
                .findFirst()
                .orElseGet(() -> {
                    // The build's report of a skipped test keeps its reason to itself.
                    System.out.printf(
                            "[WARNING] %s SKIPPED: no %s is here (.ci/browser gets it)%n", test.getSimpleName(), what);
                    return Assumptions.abort("no " + what);
                });
    }

    /** A page of its own in a window of that size. */
    Page open(int width, int height, ColorScheme colours) {
        return open(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(colours));
    }

    Page open(com.microsoft.playwright.Browser.NewContextOptions options) {
        BrowserContext context = chromium.newContext(options.setLocale("en-GB"));
        context.setDefaultTimeout(PATIENCE_MS);
        Page page = context.newPage();
        page.onConsoleMessage(this::heard);
        page.onPageError(fault -> complaints.add(fault));
        page.addInitScript(
                "addEventListener('securitypolicyviolation', event => console.error('CSP', event.violatedDirective,"
                        + " event.blockedURI))");
        return page;
    }

    private void heard(ConsoleMessage message) {
        boolean bad = message.type().equals("error") || message.type().equals("warning");
        if (bad && !message.text().startsWith(NOT_LOADED)) {
            complaints.add(message.type() + ": " + message.text());
        }
    }

    /** Since this was asked last: nothing was written to the console, no script failed, and the page's policy kept nothing from running. */
    void requireSilence() {
        List<String> heard = List.copyOf(complaints);
        complaints.clear();
        assertThat(heard).isEmpty();
    }

    /** What makes {@code page} as it is now hard to use for some: faults that axe calls serious or critical. */
    static List<String> obstacles(Page page) {
        page.evaluate(axe()); // not through the page, whose policy would not let it run
        Object found = page.evaluate("""
                () => axe.run(document, { resultTypes: ['violations'] }).then(result => result.violations
                  .filter(one => ['serious', 'critical'].includes(one.impact))
                  .flatMap(one => one.nodes.map(node => one.id + ': ' + node.target + ' ' + node.failureSummary)))""");
        return ((List<?>) requireNonNull(found)).stream().map(Object::toString).toList();
    }

    /** What the main thread of {@code page} does meanwhile. */
    MainThread watch(Page page, Runnable meanwhile) {
        chromium.startTracing(
                page,
                new com.microsoft.playwright.Browser.StartTracingOptions()
                        .setCategories(List.of("toplevel", "__metadata")));
        meanwhile.run();
        byte[] trace = chromium.stopTracing();
        try {
            JsonNode events = OrdersClient.JSON.readTree(trace).path("traceEvents");
            return busiest(events);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pages have a process each; the busiest main thread is that of the page which does something. */
    private static MainThread busiest(JsonNode events) {
        Map<String, List<Duration>> threads = new HashMap<>();
        for (JsonNode event : events) {
            if (event.path("name").asText().equals("thread_name")
                    && event.path("args").path("name").asText().equals("CrRendererMain")) {
                threads.put(thread(event), new ArrayList<>());
            }
        }
        for (JsonNode event : events) {
            if (event.path("name").asText().endsWith("RunTask")) {
                threads.getOrDefault(thread(event), new ArrayList<>())
                        .add(Duration.of(event.path("tdur").asLong(), ChronoUnit.MICROS));
            }
        }
        return threads.values().stream()
                .map(MainThread::new)
                .max(Comparator.comparing(MainThread::all))
                .orElseThrow(() -> new IllegalStateException("no page was traced"));
    }

    private static String thread(JsonNode event) {
        return event.path("pid").asText() + "/" + event.path("tid").asText();
    }

    /** What the window of {@code page} shows now, as {@code docs/pictures} has it; put there with {@code -Dpictures=true}. */
    static void picture(Page page, String name) {
        Path folder =
                Boolean.getBoolean("pictures") ? Path.of("..", "docs", "pictures") : Path.of("target", "pictures");
        Picture.write(page.screenshot(), folder.resolve(name + ".png"));
    }

    private static String axe() {
        try (InputStream script = requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"), "axe.min.js")) {
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
