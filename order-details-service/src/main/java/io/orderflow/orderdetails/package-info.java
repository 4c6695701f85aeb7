/**
 * The order details service: reads created orders, holds each against what is known of its customer and products, and
 * publishes the verdict {@code order-details}. The checks themselves are in {@link io.orderflow.orderdetails.checks}.
 */
package io.orderflow.orderdetails;
