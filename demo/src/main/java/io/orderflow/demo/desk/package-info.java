/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What the web page asks of the shop around the services, which the demo plays: payments, shipments, mails, dead letters, audits. */
package io.orderflow.demo.desk;
