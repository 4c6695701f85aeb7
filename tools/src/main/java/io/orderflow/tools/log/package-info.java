/** A log, read: the whole of it for the audit, in the order of time for a replay. */
package io.orderflow.tools.log;
