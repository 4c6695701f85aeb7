/** How a command ends: its exit codes, and the exception that carries one with its one line. */
package io.orderflow.tools.ending;
