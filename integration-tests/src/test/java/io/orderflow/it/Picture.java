/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** A picture of a page for the docs: with as few colours as a byte can name, which is a third of the bytes and looks the same. */
final class Picture {

    private static final int MOST_COLOURS = 256;
    private static final int ONE = 0xff;

    private Picture() {}

    /** Writes {@code png} to {@code file}, in 256 colours. */
    static void write(byte[] png, Path file) {
        try {
            Files.createDirectories(file.getParent());
            ImageIO.write(small(ImageIO.read(new ByteArrayInputStream(png))), "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage small(BufferedImage whole) {
        int width = whole.getWidth();
        int height = whole.getHeight();
        int[] pixels = whole.getRGB(0, 0, width, height, null, 0, width);
        int[] palette = mostUsed(pixels);
        BufferedImage small = new BufferedImage(
                width,
                height,
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(Byte.SIZE, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE));
        Map<Integer, Integer> nearest = IntStream.of(pixels)
                .distinct()
                .boxed()
                .collect(Collectors.toMap(Function.identity(), colour -> nearest(palette, colour)));
        int[] indexes = IntStream.of(pixels).map(nearest::get).toArray();
        small.getRaster().setPixels(0, 0, width, height, indexes);
        return small;
    }

    private static int[] mostUsed(int[] pixels) {
        Map<Integer, Long> uses =
                IntStream.of(pixels).boxed().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return uses.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_COLOURS)
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }

    private static int nearest(int[] palette, int colour) {
        return IntStream.range(0, palette.length)
                .boxed()
                .min(Comparator.comparingInt(i -> distance(palette[i], colour)))
                .orElseThrow();
    }

    private static int distance(int one, int other) {
        IntUnaryOperator part = shift -> ((one >> shift) & ONE) - ((other >> shift) & ONE);
        return IntStream.of(0, Byte.SIZE, 2 * Byte.SIZE)
                .map(part)
                .map(difference -> difference * difference)
                .sum();
    }
}
