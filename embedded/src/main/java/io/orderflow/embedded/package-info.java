/** What the services need around them, inside this JVM: a Kafka broker, a schema registry, a mail server. Knows no service. */
package io.orderflow.embedded;
