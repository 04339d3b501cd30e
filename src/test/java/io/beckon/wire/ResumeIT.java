package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.cluster.Link;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 4: a client whose connection broke comes back and misses nothing. */
class ResumeIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.limits.frames-per-second",
            "0",
            "beckon.limits.bytes-per-second",
            "0",
            "beckon.limits.outbound-queue-bytes",
            "262144",
            "beckon.room.max-participants.mesh",
            "100");

    private String room;
    private User user;
    private Link link;
    private WireClient sender;
    private WireClient cut;

    @BeforeEach
    void start() {
        room = ServerUnderTest.freshRoom();
        user = User.any();
        link = server.closedAfterwards(new Link(server.url().getPort()));
    }

    private void joinBoth(Encoding encoding) {
        sender = server.connect(encoding);
        cut = server.client(server.upgradeAt(link.url(), encoding, user), encoding, user);
        sender.join(room);
        cut.join(room);
        sender.await("peer-joined");
    }

    private void send(int from, int to, String padding) {
        IntStream.range(from, to).forEach(i -> sender.send(message(List.of(i, padding), "id", "m" + i)));
        sender.reply("m" + (to - 1));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsMissedAndNothingComesTwice(Encoding encoding) {
        joinBoth(encoding);
        send(0, 50, "");
        cut.barrier();
        link.stall();
        send(50, 100, "");

        WireClient back = server.connect(encoding, user);
        JsonNode resumed = back.expect("resumed", Resuming.resume(cut, room));
        send(100, 150, "");
        back.await(frame -> frame.path("data").path(0).asInt(-1) == 149, "the last message");

        assertEquals(cut.session(), resumed.path("session").asText());
        assertEquals(cut.secret(), resumed.path("secret").asText());
        assertTrue(
                resumed.path("expiresAt").isTextual()
                        && resumed.path("iceServers").isArray(),
                resumed::toString);
        assertTrue(
                resumed.path("calls").isMissingNode() || resumed.path("calls").isEmpty(), resumed::toString);
        JsonNode state = resumed.path("rooms").path(room);
        assertEquals(50, state.path("missed").intValue());
        assertEquals(1, state.path("participantCount").intValue());
        assertEquals(List.of(sender.peer()), JoiningIT.peers(state));
        assertEquals(numbers(50, 150), numbers(back));
        assertEquals(numbers(0, 50), numbers(cut));
        OrderIT.assertRising(back.received());
        assertTrue(back.received("message").getFirst().path("seq").asLong() > cut.lastSeq(room));
        // It kept its place: nobody saw it go.
        sender.expectNothingBut("ack");
    }

    @Test
    void moreThanTheQueueHoldsMayHaveBeenMissed() {
        joinBoth(Encoding.JSON);
        link.stall();
        String padding = "x".repeat(16_000);
        send(0, 200, padding);

        WireClient back = server.connect(Encoding.JSON, user);
        JsonNode resumed = back.expect("resumed", Resuming.resume(cut, room));
        back.await(frame -> frame.path("data").path(0).asInt(-1) == 199, "the last message");
        assertEquals(200, resumed.path("rooms").path(room).path("missed").intValue());
        assertEquals(numbers(0, 200), numbers(back));
        send(200, 210, "");
        back.await(frame -> frame.path("data").path(0).asInt(-1) == 209, "the last message");
        assertEquals(numbers(0, 210), numbers(back));
    }

    @Test
    void whatIsSentDuringTheResumeComesOnce() {
        joinBoth(Encoding.JSON);
        link.stall();
        Thread.ofVirtual().start(() -> send(0, 2000, ""));
        WireClient back = server.connect(Encoding.JSON, user);
        back.expect("resumed", Resuming.resume(cut, room));

        back.await(frame -> frame.path("data").path(0).asInt(-1) == 1999, "the last message");
        List<Integer> all =
                Stream.concat(numbers(cut).stream(), numbers(back).stream()).toList();
        assertEquals(numbers(0, 2000), all);
    }

    @Test
    void aRosterLargerThanTheQueueComesBackToo() {
        joinBoth(Encoding.JSON);
        for (int i = 0; i < 79; i++) {
            server.connect(Encoding.JSON).join(room, "metadata", Frames.object("m", "x".repeat(4000)));
        }
        link.stall();

        WireClient back = server.connect(Encoding.JSON, user);
        JsonNode resumed = back.expect("resumed", Resuming.resume(cut, room));
        assertEquals(80, resumed.path("rooms").path(room).path("participants").size());
        assertEquals(
                80, resumed.path("rooms").path(room).path("participantCount").intValue());
    }

    @Test
    void theOldConnectionIsToldThatItIsOver() {
        WireClient old = server.connect(Encoding.JSON, user);
        old.join(room);
        WireClient back = server.connect(Encoding.JSON, user);

        back.expect("resumed", Resuming.resume(old, room));
        assertEquals(4009, old.closed());
        back.ack(message("still here"));
    }

    @Test
    void theResumedIsTheSameParticipant() {
        joinBoth(Encoding.JSON);
        link.stall();
        WireClient back = server.connect(Encoding.JSON, user);
        back.expect("resumed", Resuming.resume(cut, room));

        long seq = back.ack(message("hi")).path("seq").asLong();
        JsonNode message = sender.await("message");
        assertEquals(cut.peer(), message.path("from").asText());
        assertEquals(seq, message.path("seq").asLong());
        sender.ack(message("psst", "to", cut.peer()));
        assertEquals("psst", back.await("message").path("data").asText());
    }

    @Test
    void whatWasSentButNotAcknowledgedIsSentAgain() {
        joinBoth(Encoding.JSON);
        JsonNode ack = cut.ack(message("before", "id", "b"));
        link.stall();
        cut.send(message("lost", "id", "l"));
        WireClient back = server.connect(Encoding.JSON, user);
        back.expect("resumed", Resuming.resume(cut, room));

        assertEquals(ack, back.ack(message("before", "id", "b")));
        back.ack(message("lost", "id", "l"));
        sender.await("message");
        assertEquals("lost", sender.await("message").path("data").asText());
        sender.expectNothingBut();
    }

    @Test
    void rosterChangesAreAmongWhatWasMissed() {
        joinBoth(Encoding.JSON);
        link.stall();
        WireClient other = server.connect(Encoding.JSON);
        other.join(room);
        sender.expect("left", frame("leave"));

        WireClient back = server.connect(Encoding.JSON, user);
        JsonNode state =
                back.expect("resumed", Resuming.resume(cut, room)).path("rooms").path(room);
        assertEquals(List.of(other.peer()), JoiningIT.peers(state));
        assertEquals(2, state.path("missed").intValue());
        assertEquals(
                other.peer(),
                back.await("peer-joined").path("peer").path("peer").asText());
        assertEquals(sender.peer(), back.await("peer-left").path("peer").asText());
        assertTrue(state.path("seq").asLong() >= back.lastSeq(room));
    }

    @Test
    void politenessSurvives() {
        WireClient first = server.connect(Encoding.JSON, user);
        WireClient second = server.connect(Encoding.JSON);
        first.join(room);
        second.join(room);
        first.await("peer-joined");
        first.vanish();

        WireClient back = server.connect(Encoding.JSON, user);
        JsonNode state = back.expect("resumed", Resuming.resume(first, room))
                .path("rooms")
                .path(room);
        assertEquals(true, state.path("participants").path(0).path("polite").asBoolean());
    }

    @ParameterizedTest
    @EnumSource
    void aSessionMayComeBackInTheOtherEncoding(Encoding encoding) {
        joinBoth(encoding);
        link.stall();
        send(0, 5, "");
        Encoding other = encoding == Encoding.JSON ? Encoding.CBOR : Encoding.JSON;
        WireClient back = server.connect(other, user);

        back.expect("resumed", Resuming.resume(cut, room));
        back.await(frame -> frame.path("data").path(0).asInt(-1) == 4, "the last message");
        assertEquals(numbers(0, 5), numbers(back));
    }

    @Test
    void itMayComeBackAgainAndAgain() {
        joinBoth(Encoding.JSON);
        link.stall();
        WireClient current = cut;
        long seen = cut.lastSeq(room);
        for (int i = 0; i < 5; i++) {
            send(i * 10, i * 10 + 10, "");
            WireClient next = server.connect(Encoding.JSON, user);
            next.expect("resumed", Resuming.resume(cut.session(), cut.secret(), Map.of(room, seen)));
            int last = i * 10 + 9;
            next.await(frame -> frame.path("data").path(0).asInt(-1) == last, "the last message");
            assertEquals(numbers(i * 10, i * 10 + 10), numbers(next));
            seen = next.lastSeq(room);
            current.vanish();
            current = next;
        }
        sender.expectNothingBut("ack");
    }

    @Test
    void anythingButAGoodbyeKeepsThePlace() {
        sender = server.connect(Encoding.JSON);
        sender.join(room);
        for (int code : new int[] {1001, 3000, 4000, 1006}) {
            WireClient leaving = server.connect(Encoding.JSON, user);
            leaving.join(room);
            sender.await("peer-joined");
            if (code == 1006) {
                leaving.vanish();
            } else {
                leaving.closeWith(code);
            }
            sender.expectNothingBut();
            WireClient back = server.connect(Encoding.JSON, user);
            back.expect("resumed", Resuming.resume(leaving, room));
            back.close();
            sender.await("peer-left");
        }
    }

    @Test
    void aRoomThatIsNotNamedIsLeft() {
        String other = ServerUnderTest.freshRoom();
        WireClient old = server.connect(Encoding.JSON, user);
        WireClient witness = server.connect(Encoding.JSON);
        for (String name : List.of(room, other)) {
            old.join(name);
            witness.join(name);
        }
        old.vanish();

        WireClient back = server.connect(Encoding.JSON, user);
        JsonNode resumed = back.expect("resumed", Resuming.resume(old, room));
        assertTrue(resumed.path("rooms").path(other).isMissingNode(), resumed::toString);
        JsonNode left = witness.await("peer-left");
        assertEquals(other, left.path("room").asText());
        back.refused("not-in-room", message("hi", "room", other));
        back.ack(message("hi", "room", room));
    }

    @Test
    void ofTwoThatResumeAtOnceOneWins() {
        joinBoth(Encoding.JSON);
        link.stall();
        WireClient one = server.connect(Encoding.JSON, user);
        WireClient other = server.connect(Encoding.JSON, user);

        one.send(Resuming.resume(cut, room));
        other.send(Resuming.resume(cut, room));
        // The one that comes second in the log takes over; were it the first to be told, the other gets an error.
        WireClient loser = awaitEither(one, other);
        WireClient winner = loser == one ? other : one;
        winner.await("resumed");
        winner.ack(message("hi"));
        sender.await("message");
        sender.expectNothingBut();
    }

    private static WireClient awaitEither(WireClient one, WireClient other) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < deadline) {
            for (WireClient client : List.of(one, other)) {
                if (client.isClosedWith(4009) || !client.received("error").isEmpty()) {
                    return client;
                }
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("both or neither were resumed");
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static List<Integer> numbers(WireClient client) {
        return client.received("message").stream()
                .map(frame -> frame.path("data").path(0).asInt())
                .toList();
    }
}
