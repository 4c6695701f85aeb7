/** The orders service: takes orders over HTTP, leads each through its life, and answers for it. */
package io.orderflow.orders;
