/** The catalogue for those who have none of this code: as a page, and as an AsyncAPI document. */
package io.orderflow.tools.contract;
