/** The whole system under test: the walls between its parts, and its work on a real broker. */
package io.orderflow.it;
