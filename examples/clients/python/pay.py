#!/usr/bin/env python3
# Copyright The Orderflow Authors
# SPDX-License-Identifier: Apache-2.0
"""Writes a payment to the topic payments, as a payment system would."""

import argparse
import datetime
import decimal
import pathlib
import sys
import uuid

from confluent_kafka import KafkaException, Producer

import avro_values

TOPIC = "payments"
SCHEMA = pathlib.Path(__file__).resolve().parents[3] / "schemas" / "src" / "main" / "avro" / "Payment.avsc"


def main():
    arguments = parsed(sys.argv[1:])
    registry = avro_values.Registry(arguments.schema_registry)
    producer = Producer(
        {
            "bootstrap.servers": arguments.bootstrap_servers,
            "acks": "all",
            "enable.idempotence": True,
            # As Kafka's own clients choose a key's partition: what is written of one key stays in order, whoever writes it.
            "partitioner": "murmur2_random",
        }
    )
    payment_id = str(uuid.uuid4())
    payment = {
        "id": payment_id,
        "orderId": arguments.order,
        "amount": arguments.amount.quantize(decimal.Decimal("0.0001")),  # the schema's four decimals
        "currency": arguments.currency,
        "paidAt": datetime.datetime.now(datetime.timezone.utc),
    }
    faults = []
    try:
        producer.produce(
            TOPIC,
            key=payment_id,
            value=avro_values.written(registry, TOPIC, payment, SCHEMA.read_text()),
            on_delivery=lambda error, message: faults.append(error) if error else None,
        )
        left = producer.flush(20)
    except (KafkaException, OSError) as fault:
        print(f"pay: {fault}", file=sys.stderr)
        return 2
    if faults or left:
        print(f"pay: not acknowledged: {faults[0] if faults else 'no answer within 20 s'}", file=sys.stderr)
        return 2
    print(f"payment {payment_id}  {arguments.amount} {arguments.currency} for order {arguments.order}")
    return 0


def amount(text):
    try:
        value = decimal.Decimal(text)
    except decimal.InvalidOperation:
        raise argparse.ArgumentTypeError(f"'{text}' must be a sum such as 49.80") from None
    if not value.is_finite() or value <= 0:
        raise argparse.ArgumentTypeError(f"'{text}' must be a sum such as 49.80")
    return value


def parsed(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bootstrap-servers", default="localhost:9092", help="Kafka (%(default)s)")
    parser.add_argument("--schema-registry", default="http://localhost:8081", help="Confluent's REST API (%(default)s)")
    parser.add_argument("order", metavar="ORDER", help="the order's id")
    parser.add_argument("amount", metavar="AMOUNT", type=amount, help="such as 49.80")
    parser.add_argument("currency", metavar="CURRENCY", nargs="?", default="EUR", help="(%(default)s)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
