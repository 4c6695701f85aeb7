#!/usr/bin/env python3
# Copyright The Orderflow Authors
# SPDX-License-Identifier: Apache-2.0
"""Follows the verdicts of all checks on the topic order-validations, as Kafka has them."""

import argparse
import sys
import uuid

from confluent_kafka import Consumer, KafkaException

import avro_values

TOPIC = "order-validations"


def main():
    arguments = parsed(sys.argv[1:])
    registry = avro_values.Registry(arguments.schema_registry)
    consumer = Consumer(
        {
            "bootstrap.servers": arguments.bootstrap_servers,
            # A group of our own that commits nothing: it follows, and leaves no trace.
            "group.id": "follow-validations-" + str(uuid.uuid4()),
            "enable.auto.commit": False,
            "auto.offset.reset": "earliest" if arguments.from_beginning else "latest",
            # What a transaction has not committed did not happen.
            "isolation.level": "read_committed",
        }
    )
    consumer.subscribe([TOPIC])
    shown = 0
    try:
        while arguments.max is None or shown < arguments.max:
            message = consumer.poll(1.0)
            if message is None:
                continue
            if message.error():
                raise KafkaException(message.error())
            verdict = avro_values.read(registry, message.value())
            if arguments.order in (None, verdict["orderId"]):
                print("  ".join([verdict["orderId"], verdict["check"], verdict["result"], *verdict["reasons"]]), flush=True)
                shown += 1
    except (KafkaException, OSError, ValueError) as fault:
        print(f"follow_validations: {fault}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        pass
    finally:
        consumer.close()
    return 0


def parsed(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bootstrap-servers", default="localhost:9092", help="Kafka (%(default)s)")
    parser.add_argument("--schema-registry", default="http://localhost:8081", help="Confluent's REST API (%(default)s)")
    parser.add_argument("--order", help="only the verdicts on this order")
    parser.add_argument("--from-beginning", action="store_true", help="all there is, then what comes")
    parser.add_argument("--max", type=int, help="end after this many")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
