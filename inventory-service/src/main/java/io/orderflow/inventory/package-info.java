/**
 * The inventory service: splits orders by line, keeps the stock ledger of each product, gathers the answers by order, and
 * publishes the verdict {@code inventory}. The rules themselves are in {@link io.orderflow.inventory.stock}.
 */
@NullMarked
package io.orderflow.inventory;

import org.jspecify.annotations.NullMarked;
