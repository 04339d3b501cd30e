package io.beckon.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a health check of a container gets. */
class HealthTest {

    private static final String PORT = "quarkus.management.port";
    private static final String HOST = "quarkus.management.host";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicInteger live = new AtomicInteger(200);
    private final AtomicInteger ready = new AtomicInteger(200);
    private HttpServer service;

    @BeforeEach
    void serve() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/q/health/live", live);
        answer("/q/health/ready", ready);
        service.start();
        System.setProperty(PORT, Integer.toString(service.getAddress().getPort()));
    }

    @AfterEach
    void end() {
        service.stop(0);
        System.clearProperty(PORT);
        System.clearProperty(HOST);
    }

    private void answer(String path, AtomicInteger status) {
        service.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
    }

    private int health(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "health";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return new Command(
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8))
                .run(arguments);
    }

    @Test
    void itIsWellWhenTheServiceIsAlive() {
        ready.set(503);
        assertEquals(0, health());
        assertEquals("", out.toString(UTF_8));
    }

    @Test
    void aServiceThatIsNotReadyIsUnwellForWhoAsksForThat() {
        ready.set(503);
        assertEquals(1, health("--ready"));
        assertTrue(out.toString(UTF_8).contains("/q/health/ready: HTTP 503"), out::toString);
    }

    @Test
    void whereNobodyListensItIsUnwell() {
        service.stop(0);
        assertEquals(1, health());
        assertTrue(out.toString(UTF_8).startsWith("http://127.0.0.1:"), out::toString);
    }

    @Test
    void itWaitsUntilTheServiceIsReady() {
        AtomicInteger asked = new AtomicInteger();
        service.removeContext("/q/health/ready");
        service.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(asked.incrementAndGet() < 3 ? 503 : 200, -1);
            exchange.close();
        });
        assertEquals(0, health("--ready", "--wait", "60"));
        assertEquals(3, asked.get());
    }

    @Test
    void aServiceOnAllAddressesIsAskedOnLoopback() {
        System.setProperty(HOST, "0.0.0.0");
        assertEquals(0, health());
        System.setProperty(HOST, "::");
        assertEquals(0, health());
    }

    @Test
    void anAddressThatIsGivenComesFirst() {
        System.setProperty(PORT, "1");
        assertEquals(
                0, health("--url", "http://127.0.0.1:" + service.getAddress().getPort()));
    }

    @Test
    void aRedirectIsNotFollowed() {
        live.set(302);
        assertEquals(1, health());
    }

    @Test
    void whatIsWrongWithItsArgumentsIsNamed() {
        assertEquals(2, health("--wait", "soon"));
        assertTrue(err.toString(UTF_8).contains("--wait needs a number of seconds up to 99999: soon"), err::toString);
        assertEquals(2, health("--url", "localhost:9000"));
        assertTrue(err.toString(UTF_8).contains("localhost:9000"), err::toString);
        assertEquals(2, health("ready"));
        assertTrue(err.toString(UTF_8).contains("health takes no ready"), err::toString);
        System.setProperty(PORT, "http");
        assertEquals(2, health());
        assertTrue(err.toString(UTF_8).contains("quarkus.management.port is no port: http"), err::toString);
    }
}
