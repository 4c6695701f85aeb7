/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderflow.common.StartException;
import io.orderflow.orders.follow.FeedServlet;
import jakarta.servlet.DispatcherType;
import jakarta.ws.rs.ext.ContextResolver;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.logging.Level;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
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

/** Jersey on Jetty. */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    /** Jersey's own logger that takes each resource given as an object for a useless provider, and says so. */
    private static final java.util.logging.Logger JERSEYS_DOUBTS =
            java.util.logging.Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);
    private static final int MOST_THREADS = 64;

    private final String host;
    private final int port;
    private final Server server;
    private final ServerConnector connector;
    private final ServletContextHandler context;
    private volatile @Nullable URI address;

    /**
     * @param host the name that is told to others
     * @param bindAddress where to listen
     * @param port 0 is any free one
     * @param longestWait that a request may be parked for
     * @param resources what is served
     */
    public HttpServer(String host, String bindAddress, int port, Duration longestWait, Object... resources) {
        this.host = requireNonNull(host, "host");
        this.port = port;
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4);
        threads.setName("http");
        server = new Server(threads);
        server.setOpenEarly(false);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setHeaderCacheSize(0); // each connection would keep one of its own, 97 kB, from its second request on
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(bindAddress);
        connector.setPort(port);
        connector.setIdleTimeout(longestWait.plusSeconds(15).toMillis());
        server.addConnector(connector);
        server.setErrorHandler(new ProblemPages());
        context = servlets(resources);
        server.setHandler(new GracefulHandler(context));
        server.setStopTimeout(STOP_TIMEOUT.toMillis());
    }

    private static ServletContextHandler servlets(Object... resources) {
        JERSEYS_DOUBTS.setLevel(Level.SEVERE);
        ResourceConfig config = new ResourceConfig()
                .register(new ProblemMapper())
                .register((ContextResolver<ObjectMapper>) type -> Json.MAPPER)
                .register(JacksonFeature.withoutExceptionMappers())
                .register(EncodingFilter.class)
                .register(GZipEncoder.class)
                .property(ServerProperties.WADL_FEATURE_DISABLE, true);
        Arrays.stream(resources).forEach(config::register);
        ServletHolder jersey = new ServletHolder(new ServletContainer(config));
        jersey.setAsyncSupported(true);
        jersey.setInitOrder(1);
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        context.setErrorHandler(new ProblemPages());
        FilterHolder requestIds = new FilterHolder(new RequestIdFilter());
        requestIds.setAsyncSupported(true);
        context.addFilter(requestIds, "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(jersey, "/*");
        return context;
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
            String name = host.contains(":") ? "[" + host + "]" : host;
            address = URI.create("http://%s:%d".formatted(name, connector.getLocalPort()));
        } catch (IOException e) {
            close();
            throw new StartException(
                    "port %d of %s cannot be listened on (%s): is another program using it? Give another with --port"
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

    /** Lets no more requests in. Those that are in go on. */
    @SuppressWarnings("FutureReturnValueIgnored") // close() waits
    public void stopAccepting() {
        if (server.isStarted()) {
            connector.shutdown();
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
    }
}
