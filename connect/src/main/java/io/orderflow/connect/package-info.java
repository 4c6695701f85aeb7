/** Transformations for Kafka Connect: rows become events, orders rows. */
package io.orderflow.connect;
