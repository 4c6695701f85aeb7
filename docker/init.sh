#!/usr/bin/env bash
# Copyright The Orderflow Authors
# SPDX-License-Identifier: Apache-2.0
#
# What must be there before a service starts. Every step may be repeated.
set -euo pipefail

orderflow() { java @/app/java.options -jar /app/app.jar "$@"; }

registry() { # METHOD PATH BODY: over bash alone, since the image has no need of an HTTP client
  local host_port=${SCHEMA_REGISTRY#http://} status
  local prefix=/${host_port#*/}
  host_port=${host_port%%/*}
  exec 3<>"/dev/tcp/${host_port%:*}/${host_port#*:}"
  printf '%s %s HTTP/1.0\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
    "$1" "$prefix$2" "$host_port" "${#3}" "$3" >&3
  read -r _ status _ <&3
  exec 3>&-
  [[ $status == 200 ]] || { echo "init: $1 $prefix$2 answered $status" >&2; return 1; }
}

orderflow topics create
registry PUT /config '{"compatibility":"BACKWARD"}'
echo 'registry: compatibility BACKWARD'
orderflow seed
