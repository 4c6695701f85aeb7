/** What makes an order sound: plain Java, no Kafka. */
package io.orderflow.orderdetails.checks;
