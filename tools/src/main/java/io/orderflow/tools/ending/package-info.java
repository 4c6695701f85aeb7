/** How a command ends: its exit codes. */
package io.orderflow.tools.ending;
