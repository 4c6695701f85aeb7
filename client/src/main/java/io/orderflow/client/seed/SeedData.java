/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.seed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.events.Customer;
import io.orderflow.events.Product;
import io.orderflow.events.WarehouseStock;
import io.orderflow.schemas.RecordBounds;
import io.orderflow.schemas.Topics;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The reference data that a shop starts with: who orders, what there is, and how much of it. From CSV files. */
public record SeedData(List<Customer> customers, List<Product> products, List<WarehouseStock> stock) {

    private static final List<String> CUSTOMERS = List.of("id", "name", "email", "level");
    private static final List<String> PRODUCTS = List.of("product", "name", "unitPrice", "currency");
    private static final List<String> STOCK = List.of("product", "received");
    private static final int SCALE = 4;

    /** What some programs begin a file of UTF-8 with. */
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    public SeedData {
        customers = List.copyOf(customers);
        products = List.copyOf(products);
        stock = List.copyOf(stock);
    }

    /** The products, by key. */
    public Map<String, Product> productsByKey() {
        return products.stream().collect(Collectors.toMap(Product::getProduct, Function.identity()));
    }

    /** Columns {@code id,name,email,level}; a {@link ClientException} names file and line of what is wrong. */
    public static List<Customer> customers(Path file) {
        return read(file, SeedData::customers);
    }

    /** Columns {@code product,name,unitPrice,currency}. */
    public static List<Product> products(Path file) {
        return read(file, SeedData::products);
    }

    /** Columns {@code product,received}: units received to date. */
    public static List<WarehouseStock> stock(Path file) {
        return read(file, SeedData::stock);
    }

    /** {@code customers.csv}, {@code products.csv} and {@code stock.csv} of {@code folder}. */
    public static SeedData in(Path folder) {
        return new SeedData(
                customers(folder.resolve("customers.csv")),
                products(folder.resolve("products.csv")),
                stock(folder.resolve("stock.csv")));
    }

    /** What is shipped: {@code /seed/*.csv} on the class path. */
    public static SeedData shipped() {
        return new SeedData(
                shipped("customers.csv", SeedData::customers),
                shipped("products.csv", SeedData::products),
                shipped("stock.csv", SeedData::stock));
    }

    /** Reads one kind of file. */
    private interface Format<T> {

        List<T> rows(String name, Reader text) throws IOException;
    }

    private static <T> List<T> shipped(String name, Format<T> format) {
        try (Reader text = new InputStreamReader(
                requireNonNull(SeedData.class.getResourceAsStream("/seed/" + name), name), UTF_8)) {
            return format.rows(name, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the shipped " + name, e);
        }
    }

    private static <T> List<T> read(Path file, Format<T> format) {
        try (PushbackReader text = new PushbackReader(Files.newBufferedReader(file))) {
            int first = text.read();
            if (first >= 0 && first != BYTE_ORDER_MARK) {
                text.unread(first);
            }
            return format.rows(file.toString(), text);
        } catch (NoSuchFileException e) {
            throw new ClientException(Kind.INVALID, "there is no file " + file, e);
        } catch (CharacterCodingException e) {
            throw new ClientException(Kind.INVALID, file + " is not UTF-8: save it so", e);
        } catch (IOException e) {
            throw new ClientException(Kind.INVALID, "cannot read %s: %s".formatted(file, e), e);
        }
    }

    private static List<Customer> customers(String name, Reader text) throws IOException {
        return Csv.read(
                name,
                text,
                CUSTOMERS,
                row -> new Customer(
                        whole("id", row.get(0)), given("name", row.get(1)), email(row.get(2)), level(row.get(3))));
    }

    private static List<Product> products(String name, Reader text) throws IOException {
        return Csv.read(
                name,
                text,
                PRODUCTS,
                row -> new Product(
                        product(row.get(0)), given("name", row.get(1)), price(row.get(2)), currency(row.get(3))));
    }

    private static List<WarehouseStock> stock(String name, Reader text) throws IOException {
        return Csv.read(name, text, STOCK, row -> {
            long received = whole("received", row.get(1));
            if (received < 0) {
                throw new IllegalArgumentException("received %s: must not be negative".formatted(received));
            }
            return new WarehouseStock(product(row.get(0)), received);
        });
    }

    private static String product(String text) {
        if (text.length() > RecordBounds.LONGEST_PRODUCT) {
            throw new IllegalArgumentException(
                    "product '%s': must have at most %s letters".formatted(text, RecordBounds.LONGEST_PRODUCT));
        }
        return given("product", text);
    }

    private static String given(String column, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(column + " is empty");
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
            throw new IllegalArgumentException(column + " has a control character in it: is the file damaged?");
        }
        return text;
    }

    private static long whole(String column, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s '%s': must be a whole number".formatted(column, text), e);
        }
    }

    private static String email(String text) {
        if (!text.matches("[^\\s\\p{Cntrl}@]+@[^\\s\\p{Cntrl}@]+")) {
            throw new IllegalArgumentException(
                    "email '%s': must be an address such as ada@example.com".formatted(text));
        }
        return text;
    }

    private static String level(String text) {
        String level = text.toLowerCase(Locale.ROOT);
        if (!Topics.LEVELS.contains(level)) {
            throw new IllegalArgumentException(
                    "level '%s': must be one of %s".formatted(text, String.join(", ", Topics.LEVELS)));
        }
        return level;
    }

    private static BigDecimal price(String text) {
        if (!text.matches("\\d{1,14}(\\.\\d{1,4})?")) {
            throw new IllegalArgumentException(
                    "unitPrice '%s': must be an amount such as 24.90, with at most 4 decimals".formatted(text));
        }
        return new BigDecimal(text).setScale(SCALE, RoundingMode.UNNECESSARY);
    }

    private static String currency(String text) {
        try {
            return Currency.getInstance(text).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "currency '%s': must be an ISO 4217 code such as EUR".formatted(text), e);
        }
    }
}
