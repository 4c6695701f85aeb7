/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.benchmarks.Plot.Point;
import io.orderflow.benchmarks.Plot.Series;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PlotTest {

    private static Document drawn(Point... points) throws Exception {
        Plot plot = new Plot("CPU & time", "partitions", "ms", List.of(new Series("all < most", List.of(points))));
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(plot.svg())));
    }

    private static double place(NodeList circles, int index, String attribute) {
        return Double.parseDouble(
                circles.item(index).getAttributes().getNamedItem(attribute).getNodeValue());
    }

    @Test
    void eachMeasuredPlaceHasADotOnTheLine() throws Exception {
        NodeList dots =
                drawn(new Point(0, 0), new Point(50, 5), new Point(100, 10)).getElementsByTagName("circle");

        assertThat(dots.getLength()).isEqualTo(3);
        assertThat(place(dots, 1, "cx")).isEqualTo((place(dots, 0, "cx") + place(dots, 2, "cx")) / 2);
        assertThat(place(dots, 1, "cy")).isEqualTo((place(dots, 0, "cy") + place(dots, 2, "cy")) / 2);
    }

    @Test
    void whatGrowsManyTimesIsShownOnALogarithmicAxis() throws Exception {
        NodeList dots =
                drawn(new Point(10, 1), new Point(100, 1), new Point(1_000, 1)).getElementsByTagName("circle");

        assertThat(place(dots, 1, "cx")).isEqualTo((place(dots, 0, "cx") + place(dots, 2, "cx")) / 2);
    }

    @Test
    void whatWasNotMeasuredIsLeftOut() throws Exception {
        assertThat(drawn(new Point(1, Double.NaN), new Point(2, 3))
                        .getElementsByTagName("circle")
                        .getLength())
                .isEqualTo(1);
    }

    @Test
    void aPlotWithoutPointsIsStillOne() throws Exception {
        assertThat(drawn().getElementsByTagName("circle").getLength()).isZero();
    }
}
