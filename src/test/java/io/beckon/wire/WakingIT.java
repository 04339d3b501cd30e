package io.beckon.wire;

import static io.beckon.wire.Phone.accepted;
import static io.beckon.wire.Phone.call;
import static io.beckon.wire.Phone.reachable;
import static io.beckon.wire.Phone.step;
import static io.beckon.wire.Phone.talk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.beckon.Thorough;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls to those who are not connected, where something wakes their devices, and to those who talk already. */
@Thorough
class WakingIT {

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build());
    private static final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private static final HttpServer push = listen();

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.calls.wake-webhook",
            "http://127.0.0.1:" + push.getAddress().getPort() + "/calls",
            "beckon.calls.wake-token",
            "a secret between them",
            "beckon.calls.when-busy",
            "busy");

    private record Told(String authorization, String key, JsonNode body) {}

    private final User bob = User.any();
    private final WireClient alice = server.connect(Encoding.JSON);

    private static HttpServer listen() {
        try {
            HttpServer push = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            push.createContext("/calls", exchange -> {
                told.add(new Told(
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                        JSON.readTree(exchange.getRequestBody())));
                // At the first attempt it is not at its best.
                exchange.sendResponseHeaders(told.size() == 1 ? 503 : 204, -1);
                exchange.close();
            });
            push.start();
            return push;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stop() {
        push.stop(0);
    }

    private static Told told(String call) throws InterruptedException {
        Told next = told.poll(10, TimeUnit.SECONDS);
        while (next != null && !next.key.equals(call)) {
            next = told.poll(10, TimeUnit.SECONDS);
        }
        assertTrue(next != null, "the address was not told of the call");
        return next;
    }

    @Test
    void aDeviceThatIsWokenRings() throws InterruptedException {
        String call = alice.expect("calling", call(bob.id(), "metadata", Map.of("video", true)))
                .path("call")
                .asText();

        JsonNode body = told(call).body;
        assertEquals(call, body.path("call").asText());
        assertEquals("default", body.path("tenant").asText());
        assertEquals(alice.user(), body.path("from").path("user").asText());
        assertEquals(bob.id(), body.path("to").path(0).asText());
        assertTrue(body.path("metadata").path("video").asBoolean(), body::toString);
        assertTrue(body.has("expiresAt"), body::toString);

        WireClient phone = server.connect(Encoding.CBOR, bob);
        assertEquals(call, phone.await("incoming-call").path("call").asText());
        alice.await("ringing");
        phone.ack(step("accept", call));
        assertEquals(accepted(alice, call), accepted(phone, call));
    }

    @Test
    void metadataThatOthersCouldNotReadIsToldAndOthersCallsGoOn() throws InterruptedException {
        BigDecimal precise = new BigDecimal("1." + "0".repeat(1500) + "1");
        String call = alice.expect("calling", call(bob.id(), "metadata", Map.of("precise", precise)))
                .path("call")
                .asText();
        assertTrue(told(call).body.path("metadata").path("precise").isNumber());
        String next =
                alice.expect("calling", call(User.any().id())).path("call").asText();
        assertEquals(next, told(next).body.path("call").asText());
    }

    @Test
    void theAddressKnowsWhoTellsIt() throws InterruptedException {
        String call = alice.expect("calling", call(bob.id())).path("call").asText();
        assertEquals("Bearer a secret between them", told(call).authorization);
    }

    @Test
    void whoDoesNotExistAndWhoDoesNotComeAreAlike() {
        reachable(server.connect(Encoding.JSON, bob)).close();
        WireClient carol = server.connect(Encoding.JSON);
        String absent = alice.expect("calling", call(bob.id(), "timeoutSeconds", 5))
                .path("call")
                .asText();
        String unknown = carol.expect("calling", call("nobody", "timeoutSeconds", 5))
                .path("call")
                .asText();

        assertEquals(absent, alice.await("no-answer").path("call").asText());
        assertEquals(unknown, carol.await("no-answer").path("call").asText());
        alice.expectNothingBut();
        carol.expectNothingBut();
    }

    @Test
    void whoTalksIsBusyOnAllDevices() {
        WireClient phone = reachable(server.connect(Encoding.JSON, bob));
        WireClient laptop = reachable(server.connect(Encoding.JSON, bob));
        talk(alice, phone);
        laptop.await("answered-elsewhere");
        WireClient carol = server.connect(Encoding.JSON);

        String call = carol.expect("calling", call(bob.id())).path("call").asText();
        assertEquals(call, carol.await("busy").path("call").asText());
        for (WireClient device : List.of(phone, laptop)) {
            device.expectNothingBut("incoming-call", "peer-joined");
            assertEquals(1, device.received("incoming-call").size());
        }

        phone.close();
        alice.await("ended");
        Phone.ring(carol, laptop);
    }
}
