/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderflow.common.StartException;
import io.orderflow.common.http.ClientConnections;
import io.orderflow.common.http.ClientConnections.Bounds;
import io.orderflow.common.http.SecurityHeaders;
import io.orderflow.common.http.TlsConnections;
import io.orderflow.common.http.WholeBodies;
import io.orderflow.common.tls.Tls;
import io.orderflow.orders.commands.CommandPosition;
import io.orderflow.orders.follow.FeedServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ext.ContextResolver;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.message.GZipEncoder;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.filter.EncodingFilter;
import org.glassfish.jersey.servlet.ServletContainer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jersey on Jetty. A client can hold a connection, but no thread: a body is read before anything is asked to handle it, and an
 * answer is made before it is written, so a client that sends slowly or does not read keeps no other waiting.
 */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    /** Jersey's own logger that takes each resource given as an object for a useless provider, and says so. */
    private static final java.util.logging.Logger JERSEYS_DOUBTS =
            java.util.logging.Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);
    private static final int MOST_THREADS = 64;
    /** The system's own default of 50 has a burst of clients wait for a second, or be refused without a word. */
    private static final int CONNECTIONS_TO_ACCEPT = 1_024;

    private static final String INSTANCES = "instances";

    /** Within which a header, and then a body, has to arrive: both are small, and no client is that far away. */
    private static final Duration ARRIVAL_TIME = Duration.ofSeconds(30);

    /** Of large bodies that wait for the rest, or for an answer. */
    private static final long MOST_BYTES_OF_BODIES = 32L * 1024 * 1024;

    private final String host;
    private final int port;
    private final Server server;
    private final ServerConnector connector;
    private final ServerConnector instances;
    private final ClientConnections clients;
    private final ServletContextHandler context;
    private final HttpConfiguration http = new HttpConfiguration();
    private volatile @Nullable URI address;
    private volatile @Nullable URI instancesAddress;

    /**
     * @param host the name that is told to others
     * @param bindAddress where to listen
     * @param port 0 is any free one
     * @param instancesPort where the other instances reach this one, and nothing else should; 0 is any free one
     * @param connections of clients, how many there may be at once; of other instances as many, whoever's they are
     * @param longestWait that a request may be parked for
     * @param corsOrigins web sites whose pages may use it in a browser
     * @param resources what is served
     */
    public HttpServer(
            String host,
            String bindAddress,
            int port,
            int instancesPort,
            Bounds connections,
            Duration longestWait,
            List<String> corsOrigins,
            Object... resources) {
        this.host = requireNonNull(host, "host");
        this.port = port;
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4);
        threads.setName("http");
        server = new Server(threads);
        server.setOpenEarly(false);
        http.setSendServerVersion(false);
        http.addCustomizer(new SecurityHeaders());
        http.setHeaderCacheSize(0); // each connection would keep one of its own, 97 kB, from its second request on
        connector = connector(bindAddress, port, longestWait);
        instances = connector(bindAddress, instancesPort, longestWait);
        instances.setName(INSTANCES);
        server.setErrorHandler(new ProblemPages());
        context = servlets(corsOrigins, resources);
        add("/*", new RequestIdFilter());
        WholeBodies bodies = new WholeBodies(RequestBody.MOST_BYTES, MOST_BYTES_OF_BODIES, ARRIVAL_TIME);
        bodies.setHandler(new WholeAnswers(crossOrigin(corsOrigins, context)));
        clients = new ClientConnections(connector, connections, ARRIVAL_TIME);
        clients.setHandler(new GracefulHandler(bodies));
        ClientConnections peers = new ClientConnections(instances, Bounds.ofAll(connections.most()), ARRIVAL_TIME);
        peers.setHandler(clients);
        server.setHandler(peers);
        server.setStopTimeout(STOP_TIMEOUT.toMillis());
    }

    /** Lets browsers show our answers to pages of these sites, and of no others (Fetch, 3.2: CORS). */
    private static Handler crossOrigin(List<String> origins, Handler handler) {
        if (origins.isEmpty()) {
            return handler;
        }
        CrossOriginHandler cors = new CrossOriginHandler();
        cors.setAllowedOriginPatterns(origins.stream().map(Pattern::quote).collect(Collectors.toSet()));
        cors.setAllowedMethods(Set.of("GET", "HEAD", "POST"));
        cors.setAllowedHeaders(Set.of(
                "Authorization",
                "Content-Type",
                CommandPosition.HEADER,
                "Idempotency-Key",
                "If-None-Match",
                "Last-Event-ID",
                "Prefer",
                "X-Request-Id"));
        cors.setExposedHeaders(Set.of(
                "Age",
                "ETag",
                "Location",
                "RateLimit",
                "RateLimit-Policy",
                "Retry-After",
                "WWW-Authenticate",
                "X-Request-Id",
                CommandPosition.HEADER));
        cors.setAllowCredentials(false);
        cors.setDeliverPreflightRequests(false);
        cors.setHandler(handler);
        return cors;
    }

    private ServerConnector connector(String bindAddress, int port, Duration longestWait) {
        ServerConnector made = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        made.setHost(bindAddress);
        made.setPort(port);
        made.setAcceptQueueSize(CONNECTIONS_TO_ACCEPT);
        made.setIdleTimeout(longestWait.plusSeconds(15).toMillis());
        server.addConnector(made);
        return made;
    }

    private static ServletContextHandler servlets(List<String> corsOrigins, Object... resources) {
        JERSEYS_DOUBTS.setLevel(Level.SEVERE);
        ResourceConfig config = new ResourceConfig()
                .register(new ProblemMapper())
                .register(new CrossSiteFilter(corsOrigins))
                .register(new ContentCodings())
                .register(new CacheControlFilter())
                .register((ContextResolver<ObjectMapper>) type -> Json.MAPPER)
                .register(JacksonFeature.withoutExceptionMappers())
                .register(EncodingFilter.class)
                .register(GZipEncoder.class)
                .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                .property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
        Arrays.stream(resources).forEach(config::register);
        ServletHolder jersey = new ServletHolder(new ServletContainer(config));
        jersey.setAsyncSupported(true);
        jersey.setInitOrder(1);
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        context.setErrorHandler(new ProblemPages());
        context.addServlet(jersey, "/*");
        return context;
    }

    /**
     * Serves clients and instances over TLS, each if it is given; to be called before {@link #start}. Clients choose HTTP/2 or 1.1,
     * instances use 1.1: what one asks another is dropped by closing its connection, on which nothing else is.
     */
    public void overTls(Optional<Tls> clientsTls, Optional<Tls> instancesTls) {
        HttpConfiguration secure = new HttpConfiguration(http);
        // First, so that others know; whose name the certificate has is for clients to check.
        secure.getCustomizers().add(0, new SecureRequestCustomizer(false));
        HttpConnectionFactory http1 = new HttpConnectionFactory(secure);
        clientsTls.ifPresent(tls -> {
            HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(secure);
            http2.setConnectProtocolEnabled(false);
            ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory(); // of those that follow
            choice.setDefaultProtocol(http1.getProtocol());
            secure(connector, TlsConnections.of(tls, choice.getProtocol()), choice, http2, http1);
        });
        instancesTls.ifPresent(tls -> secure(instances, TlsConnections.of(tls, http1.getProtocol()), http1));
    }

    private static void secure(ServerConnector of, SslConnectionFactory tls, ConnectionFactory... inside) {
        of.clearConnectionFactories();
        of.addConnectionFactory(tls);
        Arrays.stream(inside).forEach(of::addConnectionFactory);
        of.setDefaultProtocol(tls.getProtocol());
    }

    /** Has {@code filter} look at all requests to {@code paths} first; to be called before {@link #start}. */
    public void add(String paths, HttpFilter filter) {
        FilterHolder holder = new FilterHolder(filter);
        holder.setAsyncSupported(true);
        context.addFilter(holder, paths, EnumSet.of(DispatcherType.REQUEST));
    }

    /** Has {@code log} told of each request that is answered; to be called before {@link #start}. */
    public void tell(RequestLog log) {
        server.setRequestLog(log);
    }

    /** Serves a feed at {@code path}, which goes before all resources; to be called before {@link #start}. */
    public void add(String path, FeedServlet feed) {
        ServletHolder holder = new ServletHolder(feed);
        holder.setAsyncSupported(true);
        context.addServlet(holder, path);
    }

    /**
     * Takes the port and serves. Until then connections are refused: none is accepted that nobody would answer.
     *
     * @throws StartException if the port is taken
     */
    public void start() {
        try {
            server.start();
            address = address(connector);
            instancesAddress = address(instances);
        } catch (IOException e) {
            close();
            throw new StartException(
                    "port %s of %s cannot be listened on (%s): is another program using it? Give another with --port"
                            .formatted(
                                    port,
                                    connector.getHost(),
                                    e.getCause() == null
                                            ? e.getMessage()
                                            : e.getCause().getMessage()),
                    e);
        } catch (Exception e) { // what Jetty declares
            close();
            throw new StartException("HTTP cannot start: " + e.getMessage(), e);
        }
    }

    private URI address(ServerConnector of) {
        String name = host.contains(":") ? "[" + host + "]" : host;
        boolean secure = of.getConnectionFactory(SslConnectionFactory.class) != null;
        return URI.create("%s://%s:%s".formatted(secure ? "https" : "http", name, of.getLocalPort()));
    }

    /** True for what another instance asks: it is answered from what this one has, and never asked on. */
    public static boolean isFromInstance(HttpServletRequest request) {
        return isFromInstance(ServletContextRequest.getServletContextRequest(request));
    }

    /** The same. */
    public static boolean isFromInstance(Request request) {
        return INSTANCES.equals(request.getConnectionMetaData().getConnector().getName());
    }

    public boolean started() {
        return server.isStarted();
    }

    /**
     * Where it is reached.
     *
     * @throws IllegalStateException before {@link #start} has taken the port
     */
    public URI address() {
        URI told = address;
        if (told == null) {
            throw new IllegalStateException("HTTP has not been started");
        }
        return told;
    }

    /**
     * Where other instances reach it.
     *
     * @throws IllegalStateException before {@link #start} has taken the port
     */
    public URI instancesAddress() {
        URI told = instancesAddress;
        if (told == null) {
            throw new IllegalStateException("HTTP has not been started");
        }
        return told;
    }

    /** How many clients' connections were closed so far because others needed their place. */
    public long displacedConnections() {
        return clients.displaced();
    }

    /** Lets no more requests in. Those that are in go on. */
    @SuppressWarnings("FutureReturnValueIgnored") // close() waits
    public void stopAccepting() {
        if (server.isStarted()) {
            connector.shutdown();
            instances.shutdown();
        }
    }

    /** Waits a little for answers that are on their way, then ends. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // what Jetty declares
            LOG.warn("HTTP did not stop cleanly: {}", e.getMessage());
        }
        connector.close();
        instances.close();
    }
}
