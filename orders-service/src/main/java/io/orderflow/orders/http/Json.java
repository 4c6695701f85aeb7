/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** How JSON is read and written: exactly. No number ever becomes a double. */
public final class Json {

    static final int DEEPEST = 16;

    public static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /**
     * The one JSON value that {@code body} is.
     *
     * @param shape what the value must be, in words for a client that sent nothing
     * @throws ProblemException if it is not JSON, saying where it stops to be
     */
    public static JsonNode read(byte[] body, String shape) {
        try (JsonParser parser = MAPPER.createParser(text(body))) {
            JsonNode value = MAPPER.readTree(parser);
            if (value == null || value.isMissingNode()) {
                throw new ProblemException(Problem.invalid(FieldError.missing("body", shape)));
            }
            if (parser.nextToken() != null) {
                throw malformed("has something after the end of the JSON value", parser.currentTokenLocation());
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw malformed(
                    "is nested deeper than %s levels, or has a number or name that is longer than an order needs"
                            .formatted(DEEPEST),
                    e.getLocation());
        } catch (JsonProcessingException e) {
            throw malformed("is not valid JSON: " + e.getOriginalMessage(), e.getLocation());
        } catch (CharacterCodingException e) {
            throw malformed("is not text in UTF-8, which JSON has to be in", null);
        } catch (IOException e) {
            throw malformed("is not valid JSON: " + e.getMessage(), null);
        } catch (ArithmeticException | NumberFormatException e) {
            throw malformed("has a number beyond all bounds", null);
        }
    }

    /** In UTF-8 alone (RFC 8259): what is half as long on its way in must not be twice as long on the topic. */
    private static String text(byte[] body) throws CharacterCodingException {
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }

    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("our own records can be written", e);
        }
    }

    private static ProblemException malformed(String what, @Nullable JsonLocation where) {
        String place = where == null ? "" : " (line %s, column %s)".formatted(where.getLineNr(), where.getColumnNr());
        return new ProblemException(Problem.invalid(new FieldError("body", null, what.strip() + place)));
    }
}
