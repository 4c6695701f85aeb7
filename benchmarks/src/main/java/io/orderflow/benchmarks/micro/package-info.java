/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Parts of the system that each order passes, measured alone by JMH: nanoseconds and bytes allocated. */
package io.orderflow.benchmarks.micro;
