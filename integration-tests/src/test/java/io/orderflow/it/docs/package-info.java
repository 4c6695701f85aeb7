/** The documentation under test: what it names exists, and what it says to run does what it says. */
package io.orderflow.it.docs;
