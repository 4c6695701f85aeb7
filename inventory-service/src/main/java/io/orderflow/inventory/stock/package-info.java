/** What stock is, and what may be done with it: plain Java, without Kafka. */
@NullMarked
package io.orderflow.inventory.stock;

import org.jspecify.annotations.NullMarked;
