/** Records as people and programs want to see them. */
package io.orderflow.client.show;
