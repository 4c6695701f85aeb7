/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Lines over an axis with a mark at each measured place, as SVG. The axis is logarithmic if what grows does so by more than ten times.
 *
 * @param title above it
 * @param x what grows
 * @param y the unit of what is shown
 * @param series one line each
 */
record Plot(String title, String x, String y, List<Series> series) {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 380;
    private static final int LEFT = 60;
    private static final int RIGHT = 190;
    private static final int TOP = 40;
    private static final int BOTTOM = 55;
    private static final double LOGARITHMIC = 10;
    private static final List<String> COLOURS =
            List.of("#222222", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999933");

    /** A place on a line. */
    record Point(double x, double y) {}

    /** A line with its name. */
    record Series(String name, List<Point> points) {

        Series {
            points = List.copyOf(points);
        }
    }

    Plot {
        series = List.copyOf(series);
    }

    String svg() {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" font-family="sans-serif" font-size="12">
                <rect width="%s" height="%s" fill="white"/>
                <text x="%s" y="22" font-size="15">%s</text>
                %s%s%s<text x="%s" y="%s" text-anchor="middle">%s</text>
                <text x="%s" y="22" text-anchor="end">%s</text>
                </svg>
                """.formatted(
                        WIDTH,
                        HEIGHT,
                        WIDTH,
                        HEIGHT,
                        LEFT,
                        escaped(title),
                        horizontals(),
                        verticals(),
                        lines(),
                        (LEFT + WIDTH - RIGHT) / 2,
                        HEIGHT - 12,
                        escaped(x),
                        LEFT - 6,
                        escaped(y));
    }

    private DoubleStream xs() {
        return series.stream().flatMap(one -> one.points().stream()).mapToDouble(Point::x);
    }

    private double least() {
        return xs().min().orElse(0);
    }

    private double most() {
        return xs().max().orElse(1);
    }

    private boolean isLogarithmic() {
        return least() > 0 && most() / least() > LOGARITHMIC;
    }

    private double across(double value) {
        double from = isLogarithmic() ? Math.log(least()) : least();
        double to = isLogarithmic() ? Math.log(most()) : most();
        double at = isLogarithmic() ? Math.log(value) : value;
        return LEFT + (to == from ? 0.5 : (at - from) / (to - from)) * (WIDTH - LEFT - RIGHT);
    }

    private double down(double value) {
        double height = HEIGHT - TOP - BOTTOM;
        return HEIGHT - BOTTOM - value / top() * height;
    }

    /** The top of the axis: steps of 1, 2 or 5 times a power of ten, at most ten of them. */
    private double top() {
        return step() * Math.max(1, Math.ceil(highest() / step()));
    }

    private double highest() {
        return series.stream()
                .flatMap(one -> one.points().stream())
                .mapToDouble(Point::y)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
    }

    private double step() {
        double highest = Math.max(highest(), 1e-6);
        double power = Math.pow(10, Math.floor(Math.log10(highest)) - 1);
        return DoubleStream.of(1, 2, 5, 10)
                .map(factor -> factor * power)
                .filter(step -> highest / step <= 10)
                .findFirst()
                .orElse(10 * power);
    }

    private String horizontals() {
        int count = (int) Math.round(top() / step());
        return IntStream.rangeClosed(0, count)
                .mapToDouble(i -> i * step())
                .mapToObj(value ->
                        "<line x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\" stroke=\"#dddddd\"/>%n<text x=\"%s\" y=\"%s\" text-anchor=\"end\">%s</text>%n"
                                .formatted(
                                        LEFT,
                                        WIDTH - RIGHT,
                                        place(down(value)),
                                        place(down(value)),
                                        LEFT - 6,
                                        place(down(value) + 4),
                                        number(value)))
                .collect(Collectors.joining());
    }

    private String verticals() {
        return xs().distinct()
                .sorted()
                .mapToObj(value ->
                        "<line x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\" stroke=\"#999999\"/>%n<text x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>%n"
                                .formatted(
                                        place(across(value)),
                                        place(across(value)),
                                        HEIGHT - BOTTOM,
                                        HEIGHT - BOTTOM + 5,
                                        place(across(value)),
                                        HEIGHT - BOTTOM + 19,
                                        number(value)))
                .collect(Collectors.joining());
    }

    private String lines() {
        return IntStream.range(0, series.size())
                .mapToObj(i -> line(series.get(i), COLOURS.get(i % COLOURS.size()), TOP + 12 + 18 * i))
                .collect(Collectors.joining());
    }

    private String line(Series one, String colour, int legend) {
        List<Point> shown = one.points().stream()
                .filter(point -> Double.isFinite(point.y()))
                .toList();
        String way = shown.stream()
                .map(point -> place(across(point.x())) + "," + place(down(point.y())))
                .collect(Collectors.joining(" "));
        String dots = shown.stream()
                .map(point -> "<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"><title>%s</title></circle>%n"
                        .formatted(place(across(point.x())), place(down(point.y())), colour, number(point.y())))
                .collect(Collectors.joining());
        return "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n%s<text x=\"%s\" y=\"%s\" fill=\"%s\">%s</text>%n"
                .formatted(way, colour, dots, WIDTH - RIGHT + 15, legend, colour, escaped(one.name()));
    }

    private static String place(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e12
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, value < 1 ? "%.2f" : "%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
