/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the build says that a program is made of, against the libraries that lie beside it and go into its image. */
class SbomIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders-service",
                "inventory-service",
                "fraud-service",
                "order-details-service",
                "email-service",
                "tools"
            })
    void namesEachLibraryWithTheHashThatItHasAndNoOther(String program) throws IOException {
        Path target = Path.of("..", program, "target");
        JsonNode sbom = new ObjectMapper().readTree(target.resolve("sbom.json").toFile());

        assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(sbom.at("/metadata/component/name").asText()).isEqualTo(program);
        assertThat(told(sbom)).isEqualTo(there(target.resolve("lib")));
    }

    /** Hashes by file; of what this build makes itself, no hash: it is packaged after. */
    private static Map<String, String> told(JsonNode sbom) {
        Map<String, String> libraries = new TreeMap<>();
        sbom.path("components").forEach(component -> {
            String name = component.path("name").asText() + "-"
                    + component.path("version").asText()
                    + classifier(component.path("purl").asText()) + ".jar";
            libraries.put(name, isOurs(name) ? "" : hash(component));
        });
        return libraries;
    }

    private static String classifier(String purl) {
        return Stream.of(purl.substring(purl.indexOf('?') + 1).split("&", -1))
                .filter(part -> part.startsWith("classifier="))
                .map(part -> "-" + part.substring("classifier=".length()))
                .collect(Collectors.joining());
    }

    private static String hash(JsonNode component) {
        for (JsonNode hash : component.path("hashes")) {
            if (hash.path("alg").asText().equals("SHA-256")) {
                return hash.path("content").asText();
            }
        }
        return "none";
    }

    private static boolean isOurs(String name) {
        return name.endsWith("-SNAPSHOT.jar");
    }

    private static Map<String, String> there(Path lib) throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            return files.collect(Collectors.toMap(
                    file -> file.getFileName().toString(),
                    file -> isOurs(file.toString()) ? "" : sha256(file),
                    (one, other) -> one,
                    TreeMap::new));
        }
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
