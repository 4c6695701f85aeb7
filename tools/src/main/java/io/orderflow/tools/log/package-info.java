/** A whole log, read for the audit. */
package io.orderflow.tools.log;
