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
import io.orderflow.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
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
        return customers(file.toString(), text(file));
    }

    /** Columns {@code product,name,unitPrice,currency}. */
    public static List<Product> products(Path file) {
        return products(file.toString(), text(file));
    }

    /** Columns {@code product,received}: units received to date. */
    public static List<WarehouseStock> stock(Path file) {
        return stock(file.toString(), text(file));
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
                customers("customers.csv", resource("customers.csv")),
                products("products.csv", resource("products.csv")),
                stock("stock.csv", resource("stock.csv")));
    }

    private static String resource(String name) {
        try (InputStream in = requireNonNull(SeedData.class.getResourceAsStream("/seed/" + name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the shipped " + name, e);
        }
    }

    static List<Customer> customers(String name, String text) {
        return Csv.read(
                name,
                text,
                CUSTOMERS,
                row -> new Customer(
                        whole("id", row.get(0)), given("name", row.get(1)), email(row.get(2)), level(row.get(3))));
    }

    static List<Product> products(String name, String text) {
        return Csv.read(
                name,
                text,
                PRODUCTS,
                row -> new Product(
                        given("product", row.get(0)),
                        given("name", row.get(1)),
                        price(row.get(2)),
                        currency(row.get(3))));
    }

    static List<WarehouseStock> stock(String name, String text) {
        return Csv.read(name, text, STOCK, row -> {
            long received = whole("received", row.get(1));
            if (received < 0) {
                throw new IllegalArgumentException("received %d: must not be negative".formatted(received));
            }
            return new WarehouseStock(given("product", row.get(0)), received);
        });
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ClientException(Kind.INVALID, "there is no file " + file, e);
        } catch (CharacterCodingException e) {
            throw new ClientException(Kind.INVALID, file + " is not UTF-8: save it so", e);
        } catch (IOException e) {
            throw new ClientException(Kind.INVALID, "cannot read %s: %s".formatted(file, e), e);
        }
    }

    private static String given(String column, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(column + " is empty");
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
        if (!text.matches("[^\\s@]+@[^\\s@]+")) {
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
        try {
            BigDecimal price = new BigDecimal(text).setScale(SCALE, RoundingMode.UNNECESSARY);
            if (price.signum() >= 0) {
                return price;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "unitPrice '%s': must be an amount such as 24.90, with at most 4 decimals".formatted(text));
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
