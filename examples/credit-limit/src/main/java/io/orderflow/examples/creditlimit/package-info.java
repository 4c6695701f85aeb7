/** A validator by someone else: it knows the topics and the records on them, and nothing of the services. */
package io.orderflow.examples.creditlimit;
