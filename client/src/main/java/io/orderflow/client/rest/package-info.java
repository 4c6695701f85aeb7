/** Asking the orders service over HTTP. */
package io.orderflow.client.rest;
