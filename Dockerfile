# Copyright The Orderflow Authors
# SPDX-License-Identifier: Apache-2.0
#
# One image for every program: bin/images builds them all. By hand, after mvn -Pfast package:
#   docker build -f Dockerfile --build-arg MODULE=fraud-service -t orderflow/fraud-service fraud-service/target
# The build context is a module's target folder; the build needs no network.

# Our own jars change with every build, libraries seldom: apart, they are layers of their own.
FROM eclipse-temurin:25-jre AS parts
COPY lib/ /parts/lib/
RUN mkdir /parts/own && cd /parts/lib && for own in schemas-*.jar common-*.jar client-*.jar *-service-*.jar; do [ ! -f "$own" ] || mv "$own" /parts/own/; done

FROM eclipse-temurin:25-jre
ARG MODULE
LABEL org.opencontainers.image.title="orderflow/${MODULE}" \
      org.opencontainers.image.licenses="Apache-2.0"

RUN groupadd --system --gid 10001 orderflow \
 && useradd --system --uid 10001 --gid orderflow --no-create-home --home-dir /nonexistent orderflow \
 && mkdir -p /app /var/lib/orderflow && chown orderflow:orderflow /var/lib/orderflow \
 && printf '%s\n' -XX:+UseSerialGC -XX:MaxRAMPercentage=40 -Xss512k -XX:+ExitOnOutOfMemoryError \
      --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow >/app/java.options

COPY --from=parts /parts/lib/ /app/lib/
COPY --from=parts /parts/own/ /app/lib/
COPY ${MODULE}.jar /app/app.jar
# What all of this is, library by library (CycloneDX).
COPY sbom.json /app/sbom.json

# Class data sharing: a start that finds no broker loads most classes that a real one does; they are kept, ready to map.
ARG WARM_UP="--bootstrap-servers localhost:1 --start-timeout 1s --state-dir /tmp/state"
RUN java -XX:ArchiveClassesAtExit=/app/app.jsa @/app/java.options -jar /app/app.jar $WARM_UP >/dev/null 2>&1; \
    rm -rf /tmp/* && test -s /app/app.jsa \
 && printf '%s\n' -XX:SharedArchiveFile=/app/app.jsa -Xshare:auto -Xlog:cds=off -Xlog:aot=off >>/app/java.options

USER 10001:10001
WORKDIR /app
ENV STATE_DIR=/var/lib/orderflow MANAGEMENT_PORT=8090
VOLUME /var/lib/orderflow
EXPOSE 8090

# No JVM, which would starve a small machine, and no shell: curl asks the management port.
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=6 CMD ["curl", "-sfo", "/dev/null", "http://localhost:8090/health/ready"]

# Exec form: SIGTERM reaches the JVM, which stops cleanly within 10 s.
ENTRYPOINT ["java", "@/app/java.options", "-jar", "/app/app.jar"]
