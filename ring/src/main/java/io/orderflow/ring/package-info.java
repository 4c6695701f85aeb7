/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The crash ring: two of each service, a broker, a registry and a mail server as processes, clients that keep every answer, and
 * faults by seed. In the end the log is held against what clients were told.
 */
package io.orderflow.ring;
