/**
 * The fraud service: reads created orders, brings those of one customer together, and publishes the verdict
 * {@code fraud}. The rules themselves are in {@link io.orderflow.fraud.limits}.
 */
package io.orderflow.fraud;
