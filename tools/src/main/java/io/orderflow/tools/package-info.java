/** The command line {@code orderflow}: a class a verb. */
package io.orderflow.tools;
