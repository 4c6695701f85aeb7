#!/usr/bin/env python3
# Copyright The Orderflow Authors
# SPDX-License-Identifier: Apache-2.0
"""Places an order over HTTP and waits for the decision. Python's standard library is all it needs.

The exit code is 0 if the order was validated, 1 if it was refused, 2 if the service did not take or decide it.
"""

import argparse
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

TRIES = 10


def main():
    arguments = parsed(sys.argv[1:])
    # An id of our own makes a repeat safe: whatever becomes of an answer, the same order can be placed again.
    order_id = arguments.id or str(uuid.uuid4())
    order = {"id": order_id, "customerId": arguments.customer, "currency": arguments.currency, "lines": arguments.line}
    try:
        ask(arguments.url + "/v1/orders", order)
        decided = ask(arguments.url + "/v1/orders/" + order_id + "/validated?timeout=30000")
    except (Refused, OSError) as refused:
        print(f"place_order: {refused}", file=sys.stderr)
        return 2
    print(f"order {order_id}  {decided['state']}")
    for failure in decided["failures"]:
        print(f"  refused by {failure['check']}: {failure['reason']}")
    return 0 if decided["state"] == "VALIDATED" else 1


class Refused(Exception):
    """The service said no, and why."""


def ask(url, body=None):
    """The answer of the service as JSON; asks again where the service says that it may be asked again."""
    for attempt in range(TRIES):
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        token = os.environ.get("ORDERFLOW_TOKEN")
        if token:
            headers["Authorization"] = "Bearer " + token
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data=data, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            problem = error.read().decode()
            if error.code not in (429, 503, 504) or attempt == TRIES - 1:
                raise Refused(f"{error.code} {detail(problem)}") from error
            time.sleep(float(error.headers.get("Retry-After", 1)))
        except urllib.error.URLError as error:
            raise Refused(f"no answer from {url}: {error.reason}") from error


def detail(problem):
    """What a problem (RFC 9457) says in words."""
    try:
        return json.loads(problem).get("detail", problem)
    except ValueError:
        return problem


def line(text):
    """kettle:2@24.90 as a line of an order."""
    try:
        product, rest = text.split(":")
        quantity, price = rest.split("@")
        return {"product": product, "quantity": int(quantity), "unitPrice": float(price)}
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' must be PRODUCT:QUANTITY@PRICE, such as kettle:2@24.90") from None


def parsed(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://localhost:8080", help="the orders service (%(default)s)")
    parser.add_argument("--id", help="the order's id; else one is made")
    parser.add_argument("--customer", type=int, required=True, help="the customer's number")
    parser.add_argument("--currency", default="EUR", help="of all prices (%(default)s)")
    parser.add_argument("--line", type=line, action="append", required=True, help="PRODUCT:QUANTITY@PRICE; may be repeated")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
