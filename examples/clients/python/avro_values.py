# Copyright The Orderflow Authors
# SPDX-License-Identifier: Apache-2.0
"""Values as Orderflow has them on its topics: Avro behind five bytes that name the schema, which a registry keeps."""

import io
import json
import struct
import urllib.error
import urllib.request

import avro.io
import avro.schema

HEAD = struct.Struct(">bI")  # a zero, and the schema's number


class Registry:
    """A schema registry with Confluent's REST API. Each schema is asked for once."""

    def __init__(self, url):
        self.url = url
        self.by_id = {}
        self.newest_of = {}

    def schema(self, schema_id):
        """The schema with that number."""
        if schema_id not in self.by_id:
            self.by_id[schema_id] = avro.schema.parse(self._ask(f"/schemas/ids/{schema_id}")["schema"])
        return self.by_id[schema_id]

    def newest(self, topic, own):
        """Number and schema of what is to be written to a topic; own (JSON) is registered if nobody has written there yet."""
        if topic not in self.newest_of:
            subject = f"/subjects/{topic}-value/versions"
            try:
                found = self._ask(subject + "/latest")
            except urllib.error.HTTPError as error:
                if error.code != 404:
                    raise
                self._ask(subject, json.dumps({"schema": own}).encode())
                found = self._ask(subject + "/latest")
            self.newest_of[topic] = found["id"], avro.schema.parse(found["schema"])
        return self.newest_of[topic]

    def _ask(self, path, body=None):
        request = urllib.request.Request(
            self.url + path, data=body, headers={"Content-Type": "application/vnd.schemaregistry.v1+json"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)


def read(registry, value):
    """The record in a value, as a dict; None if the record is a deletion."""
    if value is None:
        return None
    zero, schema_id = HEAD.unpack_from(value)
    if zero != 0:
        raise ValueError(f"the value begins with {zero}, not with the 0 of Confluent's wire format")
    decoder = avro.io.BinaryDecoder(io.BytesIO(value[HEAD.size :]))
    return avro.io.DatumReader(registry.schema(schema_id)).read(decoder)


def written(registry, topic, record, own):
    """The value for a record of a topic; own is the schema for a registry that has none for it yet."""
    schema_id, schema = registry.newest(topic, own)
    out = io.BytesIO()
    out.write(HEAD.pack(0, schema_id))
    avro.io.DatumWriter(schema).write(record, avro.io.BinaryEncoder(out))
    return out.getvalue()
