/** All services inside this JVM. */
package io.orderflow.embedded.services;
