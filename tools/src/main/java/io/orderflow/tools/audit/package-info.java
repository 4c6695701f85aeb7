/** Judges a log by the published contract alone: what must hold of orders, verdicts, stock and mails, whoever wrote them. */
package io.orderflow.tools.audit;
