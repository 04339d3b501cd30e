package io.beckon.transport.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.protocol.CloseCode;
import io.beckon.transport.signaling.SignalingNode.Guest;
import io.beckon.transport.signaling.SignalingNode.Said;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rooms say, as requests read it: at once, by a long poll, or as a stream of events. */
class ReadingTest extends SignalingSpecification {

    /** 16 MiB at once, of readings of 48 KiB. */
    private static final int MOST_READ_AGAIN = 16 * 1024 / 48;

    @Test
    void aLongPollIsAnsweredWhenSomethingComes() {
        Guest alice = node.join("alice", room);
        String after = alice.get(node, "", 0).body().path("next").asText();
        CompletableFuture<Said> poll = alice.begin(node, after, 15);
        Guest bob = node.join("bob", room);
        Said said = poll.join();
        assertEquals(List.of("peer-joined"), types(said));
        assertEquals(bob.peer, messages(said).get(0).path("peer").path("peer").asText());
    }

    @Test
    void thereIsNothingToReadOfARoomThatOneIsNotIn() {
        Guest alice = node.join("alice", room);
        Guest bob = node.join("bob", room);
        Said elsewhere = readIn(alice, room + "-2", "");
        assertEquals(404, elsewhere.status());
        assertEquals("not-in-room", elsewhere.body().path("code").asText());
        assertEquals(400, readIn(alice, "no%20%0Aroom", "").status());

        bob.post(node, "{'type':'message','data':1}");
        alice.post(node, "{'type':'leave','room':'" + room + "'}");
        Said last = readIn(alice, room, "");
        assertEquals(List.of("peer-joined", "message"), types(last), "what was said before is there still");
        String next = last.body().path("next").asText();
        assertEquals(List.of(), types(readIn(alice, room, next)));
        assertEquals(404, readIn(alice, room, next).status());
    }

    private Said readIn(Guest guest, String name, String after) {
        String query = "?waitSeconds=0" + (after.isEmpty() ? "" : "&after=" + after);
        return node.ask(
                guest.user,
                "GET",
                "/v1/rooms/" + name + "/messages" + query,
                "",
                Credential.HEADER,
                guest.credential());
    }

    @Test
    void aSecondGetEndsTheFirst() {
        Guest alice = node.join("alice", room);
        CompletableFuture<Said> first = alice.begin(node, Long.toString(alice.joined), 15);
        awaitReader(alice);
        CompletableFuture<Said> second = alice.begin(node, Long.toString(alice.joined), 15);
        assertEquals(List.of(), types(first.join()));
        alice.post(node, "{'type':'message','data':1}");
        node.join("bob", room);
        assertEquals(List.of("peer-joined"), types(second.join()));
    }

    /** Statuses mean several things; how the session has ended is said as to a WebSocket. */
    @ParameterizedTest
    @CsvSource({"REMOVED, 403, not-allowed", "SIGNED_OUT, 401, bad-token", "TOKEN_EXPIRED, 401, bad-token"})
    void aRequestThatWaitsIsToldHowTheSessionHasEnded(CloseCode code, int status, String error) {
        Guest alice = node.join("alice", room);
        CompletableFuture<Said> read = alice.begin(node, Long.toString(alice.joined), 15);
        awaitReader(alice);
        Objects.requireNonNull(node.polled.here(alice.session)).end(code, "too loud");
        Said said = read.join();
        assertEquals(status, said.status());
        assertEquals(error, said.body().path("code").asText());
        assertEquals("too loud", said.body().path("detail").asText());
        assertEquals(code.number(), said.body().path("close").asInt());

        Said refused = node.ask("ann+elsewhere", "GET", "/v1/rooms/" + room, "");
        assertEquals(403, refused.status());
        assertFalse(refused.body().has("close"), "no session has ended");
    }

    @Test
    void whatIsReadAgainAndAgainIsCharged() {
        String user = "reads-again-" + room;
        Guest alice = node.join(user, room);
        Guest bob = node.join("bob", room);
        String data = "x".repeat(12_000);
        for (int i = 0; i < 24; i++) {
            assertEquals(
                    202,
                    bob.post(node, "{'type':'message','data':'" + data + "'}").status());
        }
        String next = readThrough(alice);
        node.standStill();
        int again = 0;
        Said said = alice.get(node, "", 0);
        while (said.status() == 200 && again < 2 * MOST_READ_AGAIN) {
            again++;
            said = alice.get(node, "", 0);
        }
        assertEquals(429, said.status());
        assertNotEquals("", said.header("Retry-After"));
        assertTrue(again > MOST_READ_AGAIN / 2, () -> "it may have got lost now and then");

        bob.post(node, "{'type':'message','data':1}");
        assertEquals(List.of("message"), alice.types(node, next), "what is new is free");
        aStreamWaits(alice, said.body().path("retryAfterMs").asLong());
        Guest elsewhere = node.join(user, room + "-2");
        assertEquals(200, elsewhere.get(node, "", 0).status());
        readThrough(bob);
    }

    /** An {@code EventSource} that is told 429 gives up for good. @param millis until something may be read again */
    private void aStreamWaits(Guest guest, long millis) {
        node.pass(Duration.ofMillis(millis));
        try (EventReader events = EventReader.of(node.address, guest, "")) {
            assertEquals("peer-joined", events.next().type());
            assertEquals("message", events.next().type());
            node.pass(Duration.ofSeconds(5));
            for (int i = 1; i < 25; i++) {
                assertEquals("message", events.next().type());
            }
        }
    }

    /** @return from where to read on */
    private String readThrough(Guest guest) {
        String next = "";
        Said said;
        do {
            said = guest.get(node, next, 0);
            assertEquals(200, said.status());
            next = said.body().path("next").asText();
        } while (!messages(said).isEmpty());
        return next;
    }

    @Test
    void moreThanOneReadingHasComeInSeveral() {
        Guest alice = node.join("alice", room);
        Guest bob = node.join("bob", room);
        for (int batch = 0; batch < 3; batch++) {
            int base = batch * 100;
            StringBuilder frames = new StringBuilder("[");
            IntStream.range(0, 100)
                    .forEach(i -> frames.append(i == 0 ? "" : ",")
                            .append("{'type':'message','id':'b")
                            .append(base + i)
                            .append("','data':")
                            .append(base + i)
                            .append('}'));
            Said said = bob.post(node, frames.append(']').toString());
            int accepted = base + 100;
            said.body()
                    .path("replies")
                    .forEach(reply -> assertEquals("ack", reply.path("type").asText(), accepted + ": " + reply));
        }
        Said first = alice.get(node, "", 0);
        assertEquals(256, messages(first).size());
        Said rest = alice.get(node, first.body().path("next").asText(), 0);
        assertEquals(45, messages(rest).size());
        assertEquals(299, messages(rest).getLast().path("data").asInt());
    }

    @Test
    void eventsComeAsAStreamThatGoesOnWhereItEnded() {
        Guest alice = node.join("alice", room);
        node.join("bob", room);
        try (EventReader events = EventReader.of(node.address, alice, "")) {
            EventReader.Event first = events.next();
            assertEquals("peer-joined", first.type());
            Guest carol = node.join("carol", room);
            EventReader.Event second = events.next();
            assertEquals(carol.peer, second.data().path("peer").path("peer").asText());
            try (EventReader again = EventReader.of(node.address, alice, first.id())) {
                assertEquals(second.data(), again.next().data());
                assertTrue(events.hasEnded(), "a second GET ends the first");
            }
        }
    }

    /** Which has no chunks: the end of such a stream is that of its connection, whatever the client would like. */
    @Test
    void aStreamOverHttp10EndsWithItsConnection() throws Exception {
        Guest alice = node.join("alice", room);
        URI address = URI.create(node.address);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(10_000);
            String head = String.join(
                    "\r\n",
                    "GET /v1/messages HTTP/1.0",
                    "Connection: keep-alive",
                    "Authorization: Bearer alice",
                    Credential.HEADER + ": " + alice.credential(),
                    "Accept: text/event-stream",
                    "",
                    "");
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            awaitReader(alice);
            alice.get(node, "", 0);
            String read = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(read.contains("text/event-stream"), read);
        }
    }

    /** A client that is gone may not be seen to be: then it is a request that does not come. */
    @Test
    void anEventStreamEndsAfterAWhileAndTheNextGoesOn() {
        Guest alice = node.join("alice", room);
        String last;
        try (SignalingNode.Connected bob = connected("bob");
                EventReader events = EventReader.of(node.address, alice, "")) {
            last = events.next().id();
            node.pass(PolledSessions.LONGEST_READING.minusSeconds(10));
            bob.send("{'type':'message','id':'1','data':1}");
            assertEquals("message", events.next().type());
            node.pass(Duration.ofSeconds(11));
            assertTrue(events.hasEnded());
            try (EventReader next = EventReader.of(node.address, alice, last)) {
                assertEquals("message", next.next().type());
            }
        }
    }
}
