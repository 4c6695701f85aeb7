/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How fast the system is, as its users see it: a broker and the five services as processes of their own, loaded over HTTP
 * by a generator that takes little CPU itself, and measured from outside.
 */
package io.orderflow.benchmarks;
