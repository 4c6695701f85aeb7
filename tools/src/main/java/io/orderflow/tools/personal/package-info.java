/** What the log holds of one customer, and how it is erased. */
package io.orderflow.tools.personal;
