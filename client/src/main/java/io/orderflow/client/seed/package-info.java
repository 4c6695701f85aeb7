/** Reference data from CSV files. */
package io.orderflow.client.seed;
