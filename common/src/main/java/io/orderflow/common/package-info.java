/** What runs a service: its life, its health, and the way from {@code main} to exit code. */
package io.orderflow.common;
