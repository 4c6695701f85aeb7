/** What is written to a customer, and to which address. Knows nothing of Kafka or SMTP. */
package io.orderflow.email.letter;
