#!/usr/bin/env python3
# Copyright The Orderflow Authors
# SPDX-License-Identifier: Apache-2.0
"""Follows orders over HTTP (server-sent events), without a gap. Python's standard library is all it needs."""

import argparse
import json
import os
import sys
import time
import urllib.error
import urllib.request

PAUSE_SECONDS = 1


def main():
    arguments = parsed(sys.argv[1:])
    shown = 0
    for order in orders(arguments.url, arguments.customer, "0" if arguments.from_beginning else None):
        print(f"{order['updatedAt']}  {order['id']}  {order['state']} v{order['version']}, customer {order['customerId']}", flush=True)
        shown += 1
        if shown == arguments.max:
            return 0
    return 2


def orders(url, customer, place):
    """Every order after each of its transitions; {place} is the id of the last event that was seen, or None."""
    feed = url + "/v1/orders/events" + (f"?customerId={customer}" if customer else "")
    while True:
        try:
            for event_id, event, data in events(feed, place):
                place = event_id or place
                if event == "order":
                    yield json.loads(data)
        except urllib.error.HTTPError as error:
            if error.code not in (429, 503):
                print(f"follow_orders: {error.code} {error.read().decode()}", file=sys.stderr)
                return
        except OSError as error:
            print(f"follow_orders: {error}; asking again", file=sys.stderr)
        # The feed ended: the service stopped, or we were too slow. The last id says where to go on.
        time.sleep(PAUSE_SECONDS)


def events(url, place):
    """Server-sent events as (id, event, data), by the rules of the HTML standard that this feed uses."""
    headers = {"Accept": "text/event-stream"}
    if place is not None:
        headers["Last-Event-ID"] = place
    token = os.environ.get("ORDERFLOW_TOKEN")
    if token:
        headers["Authorization"] = "Bearer " + token
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as feed:
        fields = {}
        for raw in feed:
            text = raw.decode().rstrip("\r\n")
            if not text:
                if fields:
                    yield fields.get("id"), fields.get("event"), fields.get("data", "")
                fields = {}
            elif not text.startswith(":"):
                name, _, value = text.partition(":")
                fields[name] = value.removeprefix(" ")


def parsed(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://localhost:8080", help="the orders service (%(default)s)")
    parser.add_argument("--customer", type=int, help="only this customer's orders")
    parser.add_argument("--from-beginning", action="store_true", help="all there is, then what comes")
    parser.add_argument("--max", type=int, help="end after this many")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
