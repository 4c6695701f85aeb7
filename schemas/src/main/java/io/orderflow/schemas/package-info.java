/** The contract between the services: which topics there are, and what is in them. */
package io.orderflow.schemas;
