/**
 * TLS of what listens, and between instances: keys and certificates in PEM files, checked at the start and read anew when they
 * change.
 */
package io.orderflow.common.tls;
