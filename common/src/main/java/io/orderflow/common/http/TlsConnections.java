/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.http;

import io.orderflow.common.tls.Tls;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jetty's connections over a {@link Tls}. */
public final class TlsConnections {

    private static final Logger LOG = LoggerFactory.getLogger(TlsConnections.class);

    private TlsConnections() {}

    /**
     * Made with what the files have at the time.
     *
     * @param inside protocol that is spoken over them, such as {@code http/1.1}
     */
    public static SslConnectionFactory of(Tls tls, String inside) {
        SSLParameters parameters = tls.parameters();
        SslContextFactory.Server jetty = new SslContextFactory.Server();
        jetty.setIncludeProtocols(parameters.getProtocols());
        jetty.setIncludeCipherSuites(parameters.getCipherSuites());
        jetty.setNeedClientAuth(parameters.getNeedClientAuth());
        jetty.setRenegotiationAllowed(false);
        jetty.setSslContext(tls.context());
        tls.onRenewal(context -> renew(jetty, context));
        return new SslConnectionFactory(jetty, inside);
    }

    private static void renew(SslContextFactory.Server jetty, SSLContext context) {
        try {
            jetty.reload(now -> now.setSslContext(context));
        } catch (Exception e) { // what Jetty declares
            LOG.error("Jetty does not take the renewed certificate", e);
        }
    }
}
