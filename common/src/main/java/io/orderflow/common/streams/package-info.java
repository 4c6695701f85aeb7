/** Runs a Kafka Streams topology: how it is configured, checked, started, kept going and stopped. */
package io.orderflow.common.streams;
