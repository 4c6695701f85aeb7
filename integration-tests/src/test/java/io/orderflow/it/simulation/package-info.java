/**
 * All topologies in one thread, on topics that are lists and clocks that are turned by hand: a seed picks what happens, and
 * whatever happens, what the design promises must hold.
 */
package io.orderflow.it.simulation;
