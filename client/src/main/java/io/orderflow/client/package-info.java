/** Clients of Orderflow: of its REST API, of its topics, and what they say when they fail. */
package io.orderflow.client;
