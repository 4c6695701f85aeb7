/** Records and orders in words, as the command line prints them. */
package io.orderflow.tools.show;
