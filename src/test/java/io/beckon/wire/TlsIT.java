package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.cluster.Await;
import io.beckon.cluster.Ports;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same bounds where the service itself speaks TLS, and no HTTP/2 there either (ADR 0020). */
class TlsIT {

    private static final int PORT = Ports.free();
    private static final Path KEYS = new Certificates().keys("server");
    private static final URI URL = URI.create("https://127.0.0.1:" + PORT);

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.limits.request-timeout",
            "3S",
            "quarkus.http.ssl-port",
            Integer.toString(PORT),
            "quarkus.http.ssl.certificate.key-store-file",
            KEYS.toString(),
            "quarkus.http.ssl.certificate.key-store-password",
            Certificates.PASSWORD);

    /** The node is ready with its first port; this one has its door a moment after it listens. */
    @BeforeEach
    void awaitDoor() {
        Await.until(Duration.ofSeconds(20), TlsIT::isBounded, () -> "the port with TLS has no limits");
    }

    private static boolean isBounded() {
        try {
            return status(get() + "a: b\r\n".repeat(100) + "\r\n") == 431;
        } catch (Exception e) {
            return false;
        }
    }

    @Test
    void requestsAreAnsweredInHttp11WhateverIsOffered() throws Exception {
        try (SSLSocket socket = connect("h2", "http/1.1");
                RawRequest connection = RawRequest.over(socket)) {
            assertEquals(200, connection.send(get() + "\r\n").answer().status());
            assertTrue(!socket.getApplicationProtocol().equals("h2"), socket.getApplicationProtocol());
        }
    }

    @Test
    void headsHaveTheirLimits() throws Exception {
        assertEquals(431, status(get() + "a: b\r\n".repeat(100) + "\r\n"));
        assertEquals(431, status(get() + "a: " + "b".repeat(9000) + "\r\n\r\n"));
        assertEquals(400, status(get() + "Host: a\r\n\r\n"));
    }

    @Test
    void andTheirTime() throws Exception {
        assertEquals(408, status(get()));
    }

    @Test
    void soHasTheHandshake() throws Exception {
        try (RawRequest connection = RawRequest.over(new Socket("127.0.0.1", PORT))) {
            assertTrue(connection.send("\u0016\u0003\u0001").endsSilently());
        }
    }

    private static String get() {
        return RawRequest.head(URL, "GET /v1/sign-in");
    }

    private static int status(String request) throws Exception {
        try (RawRequest connection = RawRequest.over(connect())) {
            return connection.send(request).answer().status();
        }
    }

    private static SSLSocket connect(String... protocols) throws Exception {
        SSLSocket socket = (SSLSocket) trusting().getSocketFactory().createSocket("127.0.0.1", PORT);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static SSLContext trusting() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", Certificates.certificate(KEYS));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
