/** Settings, each declared once: its flag, environment name, default, help and error text come from the declaration. */
package io.orderflow.common.config;
