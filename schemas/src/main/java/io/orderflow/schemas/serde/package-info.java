/** How records become bytes: Avro in Confluent's wire format, with schemas kept in a registry. */
package io.orderflow.schemas.serde;
