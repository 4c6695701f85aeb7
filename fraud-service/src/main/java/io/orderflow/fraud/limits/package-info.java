/** What a customer may spend, and how often order: plain Java, no Kafka. */
package io.orderflow.fraud.limits;
