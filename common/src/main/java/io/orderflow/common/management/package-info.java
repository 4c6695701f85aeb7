/** The port for those who run a service: health, metrics, topology. */
package io.orderflow.common.management;
