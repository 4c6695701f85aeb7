#!/usr/bin/env bash
# Copyright The Orderflow Authors
# SPDX-License-Identifier: Apache-2.0
#
# What must be there before a service starts. Every step may be repeated.
set -euo pipefail

orderflow() { java @/app/java.options -jar /app/app.jar "$@"; }

registry() { # METHOD PATH BODY
  local user=''
  [[ -z ${CONFIG_FILE:-} ]] || user=$(sed -n 's/^basic.auth.user.info=//p' "$CONFIG_FILE")
  curl -sSf -o /dev/null ${CA_FILE:+--cacert "$CA_FILE"} -K <(printf '%s' "${user:+user = \"$user\"}") \
    -X "$1" -H 'Content-Type: application/json' -d "$3" "$SCHEMA_REGISTRY$2"
}

# What an earlier release made is brought to what this one needs.
orderflow topics create || { orderflow topics alter --yes && orderflow topics create; }
registry PUT /config '{"compatibility":"BACKWARD"}'
echo 'registry: compatibility BACKWARD'
# Once Connect captures the shop from its database, that alone writes it (docs/ecosystem.md). With rights on the broker there is none.
if [[ -n ${CONFIG_FILE:-} ]]; then
  orderflow seed
else
  orderflow seed --unless-topic connect-offsets
fi
