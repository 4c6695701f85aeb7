/** Random but plausible orders, and how long they took. */
package io.orderflow.client.traffic;
