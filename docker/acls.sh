#!/usr/bin/env bash
# Copyright The Orderflow Authors
# SPDX-License-Identifier: Apache-2.0
#
# Gives each program the least rights that work, on a cluster with an authorizer. The programs' users are named after
# them. What is given to it goes to kafka-acls.sh before everything else:
#   docker/acls.sh --bootstrap-server kafka-1:9093 --command-config admin.properties
# KAFKA_ACLS names another command than kafka-acls.sh. Doing it again changes nothing.
set -euo pipefail

readonly kafka_acls=${KAFKA_ACLS:-kafka-acls.sh}
readonly connection=("$@")

allow() { # program, then what kafka-acls.sh wants
  local program=$1
  shift
  "$kafka_acls" "${connection[@]}" --add --allow-principal "User:$program" "$@" >/dev/null
}

on() { printf -- '--topic %s ' "$@"; }

# What Kafka Streams needs under the program's own name: its group, transactions, and changelog, repartition and
# dead-letter topics, which all start with SERVICE-.
service() { # program, topics it reads, topics it writes
  allow "$1" --group "$1" --resource-pattern-type prefixed --operation Read
  allow "$1" --transactional-id "$1" --resource-pattern-type prefixed --operation Write
  allow "$1" --topic "$1-" --resource-pattern-type prefixed \
    --operation Create --operation Read --operation Write --operation Delete
  # shellcheck disable=SC2046,SC2086 # lists of names without blanks
  { allow "$1" $(on $2) --operation Read && allow "$1" $(on $3) --operation Write; }
  echo "$1"
}

service orders-service 'order-commands orders order-validations shipments' 'order-commands orders'
service inventory-service 'orders warehouse-inventory' 'order-validations'
service fraud-service 'orders' 'order-validations'
service order-details-service 'orders customers products' 'order-validations'
service email-service 'orders customers payments emails' \
  'emails orders-platinum orders-gold orders-silver orders-bronze'

# bin/orderflow makes and fills topics, and reads all of them.
allow tools --topic '*' --operation Create --operation Read --operation DescribeConfigs
allow tools --transactional-id orderflow-warehouse --operation Write
# shellcheck disable=SC2046
allow tools $(on customers products warehouse-inventory payments shipments) --operation Write
echo tools
