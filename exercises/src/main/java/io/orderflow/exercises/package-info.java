/** Six exercises: a start each in {@code src/start}, a test that must turn green, a solution in {@code src/solution}. */
package io.orderflow.exercises;
