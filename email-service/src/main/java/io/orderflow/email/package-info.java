/** Tells customers what became of their orders: facts become messages, messages become mails. */
package io.orderflow.email;
