/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.orderflow.it.OrdersClient.orderOf;
import static io.orderflow.it.WholeSystem.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.orderflow.common.testing.Sample;
import io.orderflow.events.Customer;
import io.orderflow.events.OrderState;
import io.orderflow.events.Product;
import io.orderflow.it.Browser.MainThread;
import io.orderflow.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The web page of a demo in a browser: what somebody does who has never seen it. */
@TestMethodOrder(OrderAnnotation.class)
class PageIT {

    private static final String NAUGHTY = "<img src=x onerror=alert(1)> \u202etxt.exe " + "W".repeat(60);
    private static final int WIDE = 1280;
    private static final int PHONE = 390;
    private static final int NARROW = 320;
    private static final int HIGH = 900;
    private static final long NAUGHTY_CUSTOMER = 900;
    private static final long LATE = 901; // nobody else orders for them

    /** A view of each kind. */
    private static final List<String> VIEWS =
            List.of("place", "live", "stock", "letters", "audit", "break", "topics/orders");

    /** Orders a second, and for how many seconds. */
    private static final int RUSH = 200;

    private static final int RUSH_SECONDS = 30;

    private static final int CROWD = 300;

    /** Of a task on the page's main thread: what takes longer is felt. */
    private static final Duration LONGEST_TASK = Duration.ofMillis(50);

    @TempDir
    private static Path folder;

    private static Optional<Browser> browser = Optional.empty();
    private static Optional<DemoProcess> running = Optional.empty();

    private Page page;

    @SuppressWarnings("NullAway.Init") // by open()
    PageIT() {}

    @BeforeAll
    static void start() {
        browser = Optional.of(Browser.assumeFor(PageIT.class));
        PlaywrightAssertions.setDefaultAssertionTimeout((double) PATIENCE.toMillis());
        DemoProcess demo = new DemoProcess(folder);
        running = Optional.of(demo);
        demo.send(
                Topics.CUSTOMERS,
                NAUGHTY_CUSTOMER,
                new Customer(NAUGHTY_CUSTOMER, NAUGHTY, "eve@example.com", NAUGHTY));
        demo.send(Topics.PRODUCTS, "naughty", new Product("naughty", NAUGHTY, Sample.money("1.00"), "EUR"));
        demo.send(Topics.WAREHOUSE_INVENTORY, "naughty", Sample.received("naughty", 100));
    }

    @AfterAll
    static void stop() {
        running.ifPresent(DemoProcess::close);
        browser.ifPresent(Browser::close);
    }

    @BeforeEach
    void open() {
        page = chromium().open(WIDE, HIGH, ColorScheme.LIGHT);
        page.navigate(demo().page() + "/");
    }

    private static Browser chromium() {
        return browser.orElseThrow();
    }

    private static DemoProcess demo() {
        return running.orElseThrow();
    }

    @AfterEach
    void nothingFailedOnTheWay() {
        page.context().close();
        chromium().requireSilence();
    }

    @Test
    void anOrderIsPlacedAndTravelsToItsMail() {
        placeFromForm("Sound");

        Locator order = newest();
        assertThat(order.locator(".badge")).hasText("VALIDATED");
        for (String check : List.of("inventory", "fraud", "order-details")) {
            assertThat(lane(order, check)).containsText("pass");
        }
        assertThat(lane(order, "mail")).containsText("sent");
    }

    @Test
    void whatIsBeyondStockFailsWithTheReasonInItsLane() {
        placeFromForm("Beyond stock");

        assertThat(newest().locator(".badge")).hasText("FAILED");
        assertThat(lane(newest(), "inventory")).containsText(Pattern.compile("FAIL.*asked, \\d+ available"));
    }

    @Test
    void badInputIsShownAtItsField() {
        use("No order");
        place();

        Locator quantity = page.getByLabel("Quantity");
        assertThat(quantity).hasAttribute("aria-invalid", "true");
        assertThat(quantity).hasAccessibleDescription(Pattern.compile("must be a whole number"));
        assertThat(page.getByLabel("Currency")).hasAccessibleDescription(Pattern.compile("three letters"));
        assertThat(page.getByLabel("Customer")).isFocused();
        assertThat(page.locator(".travel")).hasCount(0);
    }

    @Test
    void anyJsonCanBeSentAndIsAnsweredInTheServicesOwnWords() {
        page.getByRole(AriaRole.BUTTON, named("JSON")).click();
        Locator json = page.getByLabel("The order as JSON");
        json.fill("{\"customerId\": 7,");
        place();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("is not valid JSON");

        json.fill("{\"id\": \"by-hand\", \"customerId\": 7, \"currency\": \"EUR\","
                + " \"lines\": [{\"product\": \"kettle\", \"quantity\": 1, \"unitPrice\": 24.90}]}");
        place();
        assertThat(newest().getByRole(AriaRole.LINK)).hasText("by-hand");
        assertThat(newest().locator(".badge")).hasText("VALIDATED");
    }

    @Test
    void theKeyboardIsEnough() {
        assertThat(page.locator(".form select[name=customerId]")).isVisible();
        page.getByLabel("Customer").focus();
        for (int i = 0; i < 40 && !focused().equals("Place order"); i++) {
            page.keyboard().press("Tab");
        }
        page.keyboard().press("Enter");

        assertThat(newest().locator(".badge")).hasText(Pattern.compile("VALIDATED|FAILED"));
    }

    private String focused() {
        return String.valueOf(page.evaluate("document.activeElement.textContent"));
    }

    @Test
    void ordersComeAsTheyChangeStateAndCanBeFilteredAndPaged() {
        for (int i = 0; i < 30; i++) {
            id(orderOf(20 + i).line("mug", 1, i % 2 == 0 ? "6.50" : "1.00"));
        }
        page.navigate(demo().page() + "/#/live");
        assertThat(page.locator("tbody .badge")).hasCount(25);

        demo().send(Topics.CUSTOMERS, LATE, new Customer(LATE, "Late Comer", "late@example.com", "gold"));
        String late = id(orderOf(LATE).line("mug", 1, "6.50"));
        Locator row = page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName(Pattern.compile(late)));
        assertThat(row.locator(".badge")).hasText("VALIDATED");
        page.getByRole(AriaRole.BUTTON, named("Older")).click();
        assertThat(page.getByRole(AriaRole.STATUS).filter(text("Page 2"))).isVisible();
        assertThat(row).hasCount(0);
        page.getByRole(AriaRole.BUTTON, named("Newest")).click();
        assertThat(row).hasCount(1);

        page.getByLabel("State").selectOption("FAILED");
        assertThat(row).hasCount(0);
        assertThat(page.locator("tbody .badge").first()).hasText("FAILED");
        assertThat(page.locator("tbody .badge[data-state=VALIDATED]")).hasCount(0);
        page.getByLabel("State").selectOption("");
        page.getByLabel("Customer", new Page.GetByLabelOptions().setExact(true)).fill(Long.toString(LATE));
        assertThat(page.locator("tbody .badge")).hasCount(1);
        assertThat(row).isVisible();
        assertThat(page.locator(".services")).containsText("fraud-service");
    }

    @Test
    void anOrdersHistoryIsToldAndItIsPaidAndShipped() {
        String id = id(orderOf(7).line("kettle", 2, "24.90"));
        page.navigate(demo().page() + "/#/order/" + id);
        assertThat(page.locator(".timeline li")).hasCount(5);
        assertThat(page.locator(".timeline")).containsText("inventory");

        page.getByRole(AriaRole.BUTTON, named("Pay")).click();
        assertThat(page.getByRole(AriaRole.STATUS).filter(text("Paid"))).isVisible();
        page.getByRole(AriaRole.BUTTON, named("Ship")).click();

        assertThat(page.locator(".order-head .badge")).hasText("SHIPPED");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Cancel"))).hasCount(0);
        page.navigate(demo().page() + "/#/stock");
        Locator kettle = page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName(Pattern.compile("kettle")));
        assertThat(kettle.locator("[data-label=Shipped]")).hasText("2");
    }

    @Test
    void anOrderIsCancelled() {
        String id = id(orderOf(7).line("kettle", 1, "24.90"));
        page.navigate(demo().page() + "/#/order/" + id);
        page.getByRole(AriaRole.BUTTON, named("Cancel")).click();

        assertThat(page.locator(".order-head .badge")).hasText("CANCELLED");
        assertThat(page.locator(".timeline")).containsText("CANCELLED");
    }

    @Test
    void aDeadLetterIsExplainedAndSentBack() {
        demo().sendBytes(Topics.SHIPMENTS, "no-order", "rubbish".getBytes(UTF_8));
        page.navigate(demo().page() + "/#/letters");

        Locator letter = page.locator(".letter").filter(text("no-order")).first();
        assertThat(letter).containsText("shipments");
        letter.getByRole(AriaRole.BUTTON).click();
        letter.getByRole(AriaRole.BUTTON).click();

        assertThat(page.getByRole(AriaRole.STATUS).filter(text("Written to shipments")))
                .isVisible();
    }

    @Test
    void theAuditRunsFromThePage() {
        id(orderOf(7).line("kettle", 1, "24.90"));
        page.navigate(demo().page() + "/#/audit");
        page.getByRole(AriaRole.BUTTON, named("Run the audit"))
                .or(page.getByRole(AriaRole.BUTTON, named("Run it again")))
                .click();

        assertThat(page.locator(".verdict")).containsText("Clean");
        assertThat(page.locator(".counts")).containsText("orders");
    }

    @Test
    void aValidatorIsKilledWhileCustomersOrderAndNothingIsLost() {
        page.navigate(demo().page() + "/#/break");
        page.getByRole(AriaRole.BUTTON, named("Have customers order")).click();
        assertThat(page.locator("section").filter(text("Five orders a second")))
                .containsText(Pattern.compile("[1-9]\\d* accepted"));
        page.getByRole(AriaRole.BUTTON, named("Kill fraud-service")).click();
        try {
            assertThat(validator("fraud-service")).containsText("killed");
            assertThat(promised("on their way")).hasText(Pattern.compile("[1-9]\\d*"));
            assertThat(page.locator(".verdict")).hasText("What is promised holds.");
            Browser.picture(page, "break");
        } finally {
            page.getByRole(AriaRole.BUTTON, named("Start fraud-service")).click();
        }
        assertThat(validator("fraud-service")).containsText("at work, as process");
        page.getByRole(AriaRole.BUTTON, named("No more orders")).click();

        assertThat(promised("on their way")).hasText("0");
        assertThat(promised("lost")).hasText("0");
        assertThat(page.locator(".verdict")).hasText("What is promised holds.");
    }

    @Test
    void anOrderWaitsForAValidatorThatStandsStillAndItsLaneSaysSo() {
        page.navigate(demo().page() + "/#/break");
        page.getByRole(AriaRole.BUTTON, named("Freeze order-details-service")).click();
        assertThat(validator("order-details-service")).containsText("stands still");
        page.navigate(demo().page() + "/#/place");
        placeFromForm("Sound");
        assertThat(lane(newest(), "inventory")).containsText("pass");
        assertThat(lane(newest(), "order-details")).containsText("waiting");

        page.navigate(demo().page() + "/#/break");
        page.getByRole(AriaRole.BUTTON, named("Thaw order-details-service")).click();
        assertThat(validator("order-details-service")).containsText("at work, as process");
        page.navigate(demo().page() + "/#/place");

        assertThat(newest().locator(".badge")).hasText("VALIDATED");
    }

    private Locator validator(String service) {
        return page.locator("li")
                .filter(text(service))
                .filter(new Locator.FilterOptions().setHas(page.locator("button")));
    }

    private Locator promised(String name) {
        return page.locator(".promise > div").filter(text(name)).locator("dd");
    }

    @Test
    void thePageSaysThatTheServerIsGoneAndAnOrderOfThenIsPlacedOnce() {
        use("Sound");
        demo().kill();
        try {
            assertThat(page.locator("#link")).containsText("Not connected");
            place();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("sending it again is safe");
        } finally {
            demo().startAgain();
        }
        assertThat(page.locator("#link")).containsText("Connected");
        page.getByRole(AriaRole.BUTTON, named("Send it again")).click();

        assertThat(newest().locator(".badge")).hasText("VALIDATED");
        assertThat(page.locator(".travel")).hasCount(1);
    }

    @Test
    void whatPeopleHaveCalledThingsStaysTextAndInItsPlace() {
        String id = "Z".repeat(64);
        String body = "{\"id\": \"%s\", \"customerId\": %s, \"currency\": \"EUR\", \"lines\": [{\"product\": \"%s\","
                + " \"quantity\": 2147483647, \"unitPrice\": 99999999999999.9999}]}";
        demo().orders().post(body.formatted(id, NAUGHTY_CUSTOMER, "<b>x</b>\u202e" + "W".repeat(50)));
        demo().sendBytes(Topics.SHIPMENTS, NAUGHTY, NAUGHTY.getBytes(UTF_8));
        await().atMost(PATIENCE)
                .until(() -> !demo().orders().get("/v1/orders/" + id).state().equals(OrderState.CREATED.name()));
        Page phone = chromium().open(NARROW, HIGH, ColorScheme.DARK);

        for (String view : views(id)) {
            show(phone, view);
            assertThat((Boolean) phone.evaluate("document.scrollingElement.scrollWidth <= innerWidth"))
                    .as("%s fits on a phone", view)
                    .isTrue();
            assertThat(phone.locator("main img, main script, main b b")).hasCount(0);
        }
        show(phone, "letters");
        assertThat(phone.locator(".letter")
                        .filter(text(NAUGHTY.substring(0, 20)))
                        .first())
                .isVisible();
        show(phone, "order/" + id);
        assertThat(phone.locator("main")).containsText("<b>x</b>");
        // What turns the direction of text around does so to its own text, and not to what stands beside it.
        assertThat((String) phone.evaluate("getComputedStyle(document.querySelector('.reasons li')).unicodeBidi"))
                .isEqualTo("isolate");
        phone.context().close();
    }

    @Test
    void whoSendsTooMuchIsToldWhenToComeAgainAndNothingOfAnOrderThatMayBePlaced() {
        page.route(
                "**/v1/orders",
                route -> route.fulfill(
                        new Route.FulfillOptions()
                                .setStatus(429)
                                .setHeaders(Map.of("Retry-After", "99999999999"))
                                .setContentType("application/problem+json")
                                .setBody(
                                        "{\"status\": 429, \"title\": \"Too many requests\", \"detail\": \"try again after 7 s\"}")));
        use("Sound");
        place();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("try again after 7 s");
        assertThat(page.getByRole(AriaRole.ALERT)).not().containsText("may or may not");

        page.unrouteAll();
        page.getByRole(AriaRole.BUTTON, named("Send it again")).click();
        assertThat(newest().locator(".badge")).hasText("VALIDATED");
    }

    @Test
    void aStreamThatEndsAsSoonAsItIsOpenIsAskedForEverMoreSeldom() {
        Object waits = page.evaluate("""
                async () => {
                  const waits = [];
                  const timeout = window.setTimeout;
                  window.setTimeout = (then, ms) => // others of the page wait for functions of their own
                    String(then).includes('[native code]') ? (waits.push(ms), timeout(then, 0)) : timeout(then, ms);
                  let opened = 0;
                  const fetched = window.fetch;
                  window.fetch = (path, options) =>
                    path === 'some/events' ? Promise.resolve(new Response('', (opened++, {}))) : fetched(path, options);
                  const { follow } = await import('/page/stream.js');
                  const stop = follow('some/events', () => {}, () => {});
                  while (opened < 8) {
                    await new Promise(resolve => timeout(resolve, 10));
                  }
                  stop();
                  return waits.filter(ms => ms < 30000).map(Math.round);
                }""");

        List<Integer> pauses = ((List<?>) requireNonNull(waits))
                .stream().map(Integer.class::cast).toList();
        assertThat(pauses.get(0)).isLessThan(1_000);
        assertThat(pauses.get(6)).isGreaterThan(5_000);
    }

    @Test
    void aClockThatIsWrongMakesNothingOlder() {
        Page ahead = chromium().open(WIDE, HIGH, ColorScheme.LIGHT);
        ahead.addInitScript("Date.now = (now => () => now() + 3600000)(Date.now)");
        ahead.navigate(demo().page() + "/#/break");

        assertThat(ahead.locator(".promise + * + *")).containsText(Pattern.compile("as of (\\d+ ms|[\\d.]+ s) ago"));
        ahead.context().close();
    }

    @Test
    void whatCameWhileNobodyLookedIsThereAgain() {
        Page away = chromium().open(WIDE, HIGH, ColorScheme.LIGHT);
        away.clock().install();
        show(away, "live");
        see(away, "hidden");
        away.clock().fastForward("01:00:00");
        String id = id(orderOf(7).line("mug", 1, "6.50"));
        see(away, "visible");

        assertThat(away.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName(Pattern.compile(id))))
                .isVisible();
        away.context().close();
    }

    private static void see(Page page, String visibility) {
        page.evaluate("""
                visibility => {
                  Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true });
                  document.dispatchEvent(new Event('visibilitychange'));
                }""", visibility);
    }

    @Test
    void ofManyCustomersThoseAreOfferedThatAreLikeWhatIsTyped() {
        page.route(
                "**/v1/customers",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(LongStream.range(1, 5_001)
                                .mapToObj(
                                        i -> "{\"id\": %s, \"name\": \"Name %s\", \"level\": \"gold\"}".formatted(i, i))
                                .collect(Collectors.joining(",", "{\"customers\": [", "], \"more\": true}")))));
        page.navigate(demo().page() + "/#/live");
        page.navigate(demo().page() + "/#/place");

        assertThat(page.locator(".examples button").first()).isVisible(); // what there is has come
        page.getByLabel("Customer").fill("Name 4711");
        assertThat(page.locator("#customers option")).hasCount(1);
        page.getByLabel("Customer").fill("7");
        place();
        assertThat(newest().locator(".badge")).hasText("VALIDATED");
    }

    @Test
    void noAddressOfAViewIsTakenForAnythingElse() {
        for (String view : List.of("constructor", "__proto__", "order/%E0%A4%A", "live?customer=abc&state=toString")) {
            page.navigate(demo().page() + "/#/" + view);
            assertThat(page.locator("main .card").first()).isVisible();
        }
        assertThat(page.locator("tbody")).containsText("customerId");
    }

    @Test
    void nothingSeriousIsInAnybodysWay() {
        String id = id(orderOf(61).line("mug", 5000, "1.00"));
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(WIDE, PHONE)) {
                Page seen = chromium().open(width, HIGH, colours);
                for (String view : views(id)) {
                    show(seen, view);
                    assertThat(Browser.obstacles(seen))
                            .as("%s, %s, %s wide", view, colours, width)
                            .isEmpty();
                }
                seen.context().close();
            }
        }
    }

    @Test
    @Order(Integer.MAX_VALUE) // others would wait behind so many
    void manyOrdersASecondLeaveThePageQuick() {
        demo().send(Topics.PRODUCTS, "crowd", new Product("crowd", "Ticket", Sample.money("1.00"), "EUR"));
        demo().send(Topics.WAREHOUSE_INVENTORY, "crowd", Sample.received("crowd", 1_000_000));
        demo().send(Topics.CUSTOMERS, crowd());
        Page seen = chromium().open(WIDE, HIGH, ColorScheme.DARK);
        show(seen, "live");
        CompletableFuture<Map<String, Integer>> rush =
                CompletableFuture.supplyAsync(() -> demo().rush(RUSH, RUSH * RUSH_SECONDS, PageIT::ofTheCrowd));
        MainThread busy = chromium().watch(seen, () -> {
            assertThat(seen.getByRole(AriaRole.STATUS).filter(text("a sample"))).isVisible();
            rush.join();
        });
        Browser.picture(seen, "live");

        System.out.printf(
                "[INFO] PageIT: %s orders a second for %s s: %s; %s%n", RUSH, RUSH_SECONDS, rush.join(), busy);
        assertThat(rush.join().get("HTTP 201"))
                .isGreaterThan(RUSH * RUSH_SECONDS / 2); // so many on the busiest machine, too
        assertThat(busy.most()).isLessThan(LONGEST_TASK);
        assertThat(seen.locator("tbody tr").count()).isLessThanOrEqualTo(25);
        seen.context().close();
    }

    /** So many that none reaches a limit of fraud-service. */
    private static Map<Long, Customer> crowd() {
        return LongStream.range(0, CROWD)
                .mapToObj(i -> new Customer(1_000 + i, "Customer " + i, "c" + i + "@example.com", "bronze"))
                .collect(Collectors.toMap(Customer::getId, Function.identity()));
    }

    /** One of ten is for a price that nobody has seen. */
    private static String ofTheCrowd(int number) {
        return "{\"customerId\": %s, \"currency\": \"EUR\", \"lines\": [{\"product\": \"crowd\", \"quantity\": 1, \"unitPrice\": %s}]}"
                .formatted(1_000 + number % CROWD, number % 10 == 0 ? "0.10" : "1.00");
    }

    @Test
    void itIsShownInPictures() {
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page seen = chromium().open(WIDE, HIGH, colours);
            travelled(seen);
            Browser.picture(seen, "place-" + colours.name().toLowerCase(Locale.ROOT));
            seen.context().close();
        }
        Page phone = chromium().open(PHONE, 844, ColorScheme.DARK);
        travelled(phone);
        phone.locator(".travel").first().scrollIntoViewIfNeeded();
        Browser.picture(phone, "phone");
        phone.context().close();
    }

    /** One order that has passed, and one that has not. */
    private static void travelled(Page seen) {
        seen.navigate(demo().page() + "/");
        Locator orders = seen.locator(".travel");
        for (String example : List.of("Sound", "Over the limit")) {
            int before = orders.count();
            seen.getByRole(AriaRole.BUTTON, named(example)).click();
            seen.getByRole(AriaRole.BUTTON, named("Place order")).click();
            assertThat(orders).hasCount(before + 1);
            assertThat(lane(orders.first(), "mail")).containsText("sent");
        }
    }

    private static List<String> views(String order) {
        return Stream.concat(VIEWS.stream(), Stream.of("order/" + order)).toList();
    }

    /** Returns when it has what it asked for. */
    private static void show(Page seen, String view) {
        seen.navigate(demo().page() + "/#/" + view);
        assertThat(seen.locator("main :is(h1, h2)").first()).isAttached();
        seen.waitForTimeout(1_000);
    }

    private String id(OrdersClient.OrderBody order) {
        return demo().orders().decided(order).body().path("id").asText();
    }

    private void placeFromForm(String example) {
        use(example);
        place();
    }

    private void use(String example) {
        page.getByRole(AriaRole.BUTTON, named(example)).click();
    }

    private void place() {
        page.getByRole(AriaRole.BUTTON, named("Place order")).click();
    }

    private Locator newest() {
        return page.locator(".travel").first();
    }

    private static Locator lane(Locator order, String name) {
        return order.locator(".lane").filter(text(name)).first();
    }

    private static Locator.FilterOptions text(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
