package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.beckon.Thorough;
import io.beckon.cluster.Await;
import io.beckon.cluster.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A certificate that was renewed is shown without a restart, as docs/operations.md has it; the framework looks every 30 s at most. */
@Thorough
class CertificateReloadIT {

    private static final int PORT = Ports.free();
    private static final Certificates certificates = new Certificates();
    private static final Path old = certificates.keys("old");
    private static final Path renewed = certificates.keys("renewed");
    private static final Path certificate = certificates.directory().resolve("tls.crt");
    private static final Path key = certificates.directory().resolve("tls.key");

    static {
        install(old);
    }

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "quarkus.tls.public.key-store.pem.0.cert",
            certificate.toString(),
            "quarkus.tls.public.key-store.pem.0.key",
            key.toString(),
            "quarkus.tls.public.reload-period",
            "30S",
            "quarkus.http.tls-configuration-name",
            "public",
            "quarkus.http.ssl-port",
            Integer.toString(PORT));

    /** As cert-manager's files are: each is another at once. */
    private static void install(Path keys) {
        replace(key, Certificates.keyPem(keys));
        replace(certificate, Certificates.certificatePem(keys));
    }

    private static void replace(Path file, String text) {
        try {
            Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The node is ready with its first port; this one comes a moment later. */
    private static void awaitShown(Certificate wanted) {
        Await.until(Duration.ofSeconds(60), () -> looks(wanted), () -> "another one is shown: " + shown());
    }

    /** No oftener than an address may connect. */
    private static boolean looks(Certificate wanted) {
        Await.pause(Duration.ofMillis(500));
        return wanted.equals(shown());
    }

    /** {@code null} while nobody shows any. */
    private static @Nullable Certificate shown() {
        try (SSLSocket socket = (SSLSocket) trustingAll().getSocketFactory().createSocket("127.0.0.1", PORT)) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            return null;
        }
    }

    @Test
    void aRenewedCertificateIsShownWithoutARestart() {
        awaitShown(Certificates.certificate(old));
        long process = server.process().pid();
        WireClient connected = server.connect(Encoding.JSON);
        connected.join(ServerUnderTest.freshRoom());

        install(renewed);
        Certificate wanted = Certificates.certificate(renewed);
        assertNotEquals(wanted, Certificates.certificate(old));
        awaitShown(wanted);
        assertEquals(process, server.process().pid());
        connected.expect("pong", Frames.frame("ping"));
    }

    /** What is shown is looked at, not whether it is to be trusted. */
    private static SSLContext trustingAll() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Anybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
