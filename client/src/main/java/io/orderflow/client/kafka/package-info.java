/** Reading and writing the catalogue's topics by hand. */
package io.orderflow.client.kafka;
