/** The validator of {@code io.orderflow.examples.creditlimit} as a topology of Kafka Streams, for comparison. */
package io.orderflow.examples.creditlimit.streams;
