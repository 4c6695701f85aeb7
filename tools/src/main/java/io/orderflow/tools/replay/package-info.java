/** What a validator's rules, with other settings, would have said of orders of the past: nothing is written anywhere. */
package io.orderflow.tools.replay;
