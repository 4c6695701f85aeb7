/** What the services' tests share: a topology under test, sample records, pinned topologies. */
package io.orderflow.common.testing;
