/** The whole system in one process, with seed data and traffic, shown as it works. */
package io.orderflow.demo;
