/**
 * The subject: what may happen to an order, as plain Java. {@link io.orderflow.orders.lifecycle.OrderLifecycle} decides;
 * nothing here knows of topics or stores.
 */
package io.orderflow.orders.lifecycle;
