/** Connectors of Kafka Connect: as files have them, and as they are. */
package io.orderflow.tools.connectors;
