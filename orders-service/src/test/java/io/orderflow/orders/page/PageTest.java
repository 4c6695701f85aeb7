/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.orderflow.orders.http.Rest;
import io.orderflow.orders.http.Rest.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The page as a browser gets it: whole, small, from here alone. What it does is PageIT's to see, in a browser. */
class PageTest {

    /** Of what is there before anything is shown. */
    private static final int MOST_BYTES_AT_FIRST = 100_000;

    /** Of all views together, as they travel. */
    private static final int MOST_BYTES_ZIPPED = 60_000;

    /** What a file names others by: src and href, and what modules import. */
    private static final Pattern NAMED =
            Pattern.compile("(?:src|href)=\"(page/[^\"]+)\"|(?:from |import\\()'\\./([^']+)'");

    /** The same without what is loaded when it is asked for. */
    private static final Pattern AT_FIRST = Pattern.compile("(?:src|href)=\"(page/[^\"]+)\"|from '\\./([^']+)'");

    @AutoClose
    private static final Rest rest = new Rest();

    @Test
    void allThatThePageIsMadeOfIsServedAndIsSmall() {
        Map<String, String> first = files(AT_FIRST);
        Map<String, String> all = files(NAMED);

        assertThat(first).containsKeys("", "page/style.css", "page/main.js").doesNotContainKey("page/audit.js");
        assertThat(all).containsKeys("page/place.js", "page/live.js", "page/order.js", "page/audit.js");
        first.putAll(files(AT_FIRST, "page/place.js"));
        assertThat(bytes(first)).isLessThan(MOST_BYTES_AT_FIRST);
        assertThat(all.values().stream().mapToInt(PageTest::zipped).sum()).isLessThan(MOST_BYTES_ZIPPED);
    }

    private static int bytes(Map<String, String> files) {
        return files.values().stream()
                .mapToInt(file -> file.getBytes(UTF_8).length)
                .sum();
    }

    private static int zipped(String file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(file.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size();
    }

    @Test
    void nothingComesFromElsewhereAndNothingInlineRuns() {
        files(NAMED)
                .forEach((name, text) -> assertThat(text)
                        .as(name)
                        .doesNotContainPattern("https?://(?!www\\.w3\\.org/2000/svg)")
                        .doesNotContain(
                                "innerHTML", "insertAdjacentHTML", "document.write", "eval(", " style=", " onclick=")
                        .doesNotContainPattern("<script(?! type=\"module\" src=)"));

        assertThat(rest.get("/").response().headers().allValues("Content-Security-Policy"))
                .singleElement(STRING) // each further one would take something away
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "*");
    }

    @Test
    void aBrowserAsksAgainForWhatHasChangedOnly() {
        Answer first = rest.get("/page/main.js");

        assertThat(first.header("Content-Type")).isEqualTo("text/javascript;charset=utf-8");
        assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(first.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(rest.get("/page/main.js", "If-None-Match", first.header("ETag"))
                        .status())
                .isEqualTo(304);
        assertThat(rest.get("/page/main.js", "If-None-Match", "\"other\"").status())
                .isEqualTo(200);
    }

    @Test
    void whatIsNoPartOfThePageIsNotServedThoughItIsInTheJar() {
        for (String path : new String[] {
            "/page/PageResource.class",
            "/page/..%2fhttp%2fopenapi.json",
            "/page/",
            "/page",
            "/index.html",
            "/page/place.js/x"
        }) {
            assertThat(rest.get(path).status()).as(path).isBetween(400, 404);
        }
    }

    @Test
    void thePageIsRead() {
        assertThat(rest.send("POST", "/", BodyPublishers.noBody()).status()).isEqualTo(405);
        assertThat(rest.send("HEAD", "/", BodyPublishers.noBody()).status()).isEqualTo(200);
        assertThat(rest.get("/", "Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
                        .body())
                .startsWith("<!doctype html>");
    }

    @Test
    void whatTheServiceSaysOfItselfIsForAnybody() {
        Answer about = rest.get("/page/about.json");

        assertThat(about.json().path("open").asBoolean()).isTrue();
        assertThat(about.text("/checks/0")).isEqualTo("inventory");
        assertThat(about.json().path("desk").asBoolean()).isFalse();
    }

    private static Map<String, String> files(Pattern naming) {
        return files(naming, "");
    }

    private static Map<String, String> files(Pattern naming, String from) {
        Map<String, String> files = new LinkedHashMap<>();
        Deque<String> wanted = new ArrayDeque<>();
        wanted.add(from);
        while (!wanted.isEmpty()) {
            String name = wanted.remove();
            if (!files.containsKey(name)) {
                Answer answer = rest.get("/" + name);
                assertThat(answer.status()).as(name).isEqualTo(200);
                files.put(name, answer.body());
                Matcher named = naming.matcher(answer.body());
                while (named.find()) {
                    wanted.add(named.group(1) != null ? named.group(1) : "page/" + named.group(2));
                }
            }
        }
        return files;
    }
}
