/** Reference data from CSV files. */
package io.orderflow.tools.seed;
