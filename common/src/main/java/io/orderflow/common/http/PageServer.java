/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.orderflow.common.StartException;
import io.orderflow.common.http.ClientConnections.Bounds;
import io.orderflow.common.tls.Tls;
import java.net.BindException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP server for a page or two. A client that sends half a request, or does not read its answer, holds no thread, and
 * its connection not for long.
 */
public final class PageServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);
    private static final int MOST_THREADS = 8;
    private static final int MOST_CONNECTIONS = 256;
    private static final int MOST_OF_ADDRESS = 128;
    private static final int MOST_BODY_BYTES = 1024 * 1024;
    private static final long MOST_OF_ALL_BODIES = 16L * 1024 * 1024;
    private static final Duration REQUEST_TIME = Duration.ofSeconds(10);
    private static final Duration IDLE_TIME = Duration.ofSeconds(30);
    private static final Duration ANSWER_TIME = Duration.ofSeconds(30);

    private final String name;
    private final Server server;
    private final ServerConnector connector;
    private final Pages pages;
    private final boolean secure;

    /**
     * What is asked for.
     *
     * @param path as it came, encoded and without its query
     * @param authorization the header of that name
     * @param body in UTF-8
     */
    public record Asked(String method, String path, Optional<String> authorization, String body) {}

    /** What is answered, in UTF-8. */
    public record Page(int status, String contentType, String body) {

        /** Plain text. */
        public static Page text(int status, String text) {
            return new Page(status, "text/plain; charset=utf-8", text);
        }
    }

    /** Answers a request, HEAD as it would GET; whatever it throws is logged, and answered with 500. */
    public interface Pages {
        Page answer(Asked asked) throws Exception;
    }

    /**
     * Opens {@code port} at once.
     *
     * @param name of its threads, and in what is told
     * @param host the address to listen on; empty for all of this machine
     * @param port 0 stands for any free one, see {@link #port()}
     * @throws StartException if the port cannot be listened on
     */
    public PageServer(String name, Optional<String> host, int port, Pages pages) {
        this(name, host, port, Optional.empty(), pages);
    }

    /** As the other, over TLS if {@code tls} is given. */
    public PageServer(String name, Optional<String> host, int port, Optional<Tls> tls, Pages pages) {
        this.secure = tls.isPresent();
        this.name = requireNonNull(name, "name");
        this.pages = requireNonNull(pages, "pages");
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 2);
        threads.setName(name);
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.addCustomizer(new SecurityHeaders());
        http.setUriCompliance(UriCompliance.UNSAFE); // a path is only compared: no way leads from it to a file
        tls.ifPresent(secure -> http.getCustomizers().add(0, new SecureRequestCustomizer(false)));
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        connector = new ServerConnector(
                server,
                1,
                1,
                tls.map(files -> new ConnectionFactory[] {TlsConnections.of(files, plain.getProtocol()), plain})
                        .orElse(new ConnectionFactory[] {plain}));
        connector.setHost(host.orElse(null));
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_TIME.toMillis());
        server.addConnector(connector);
        server.setErrorHandler(new BarePages());
        ClientConnections clients =
                new ClientConnections(connector, Bounds.ofAddresses(MOST_CONNECTIONS, MOST_OF_ADDRESS), REQUEST_TIME);
        WholeBodies bodies = new WholeBodies(MOST_BODY_BYTES, MOST_OF_ALL_BODIES, REQUEST_TIME);
        bodies.setHandler(new Answering());
        clients.setHandler(bodies);
        server.setHandler(clients);
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw new StartException("%s cannot listen on port %s: %s".formatted(name, port, why(e)), e);
        }
    }

    private static String why(Throwable fault) {
        Throwable cause = fault;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")) {
            return "another program uses it";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** Where it listens. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Where it is reached from this machine. */
    public URI address() {
        return URI.create((secure ? "https" : "http") + "://localhost:" + port());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.debug("{} on the way out", name, e);
        }
    }

    private final class Answering extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            Page page = page(request);
            byte[] body = page.body().getBytes(UTF_8);
            response.setStatus(page.status());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, page.contentType());
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            ByteBuffer sent = request.getMethod().equals("HEAD") ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body);
            response.write(true, sent, DeliveryDeadline.within(ANSWER_TIME, request, callback));
            return true;
        }

        private Page page(Request request) throws Exception {
            String body = new String(Request.asInputStream(request).readAllBytes(), UTF_8); // all of it is here
            String path = request.getHttpURI().getPath();
            try {
                return pages.answer(new Asked(
                        request.getMethod(),
                        path,
                        Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION)),
                        body));
            } catch (Exception e) {
                LOG.warn("{}: {} {} failed", name, request.getMethod(), path, e);
                return Page.text(500, "internal fault, see the log\n");
            }
        }
    }
}
