package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 4: when a session cannot be resumed, and what that changes. */
class ResumeRefusedIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with("beckon.resume-window", "2S");

    private String room;
    private User user;

    @BeforeEach
    void start() {
        room = ServerUnderTest.freshRoom();
        user = User.any();
    }

    @ParameterizedTest
    @EnumSource
    void afterTheWindowThePlaceIsGone(Encoding encoding) {
        WireClient staying = server.connect(encoding);
        WireClient leaving = server.connect(encoding, user);
        staying.join(room);
        leaving.join(room);
        leaving.vanish();

        JsonNode left = staying.await("peer-left");
        assertEquals("timeout", left.path("reason").asText());
        assertEquals(leaving.peer(), left.path("peer").asText());

        WireClient back = server.connect(encoding, user);
        assertExpired(back.request(Resuming.resume(leaving, room)));
        assertEquals(1, back.join(room).path("participantCount").intValue());
    }

    @ParameterizedTest
    @EnumSource
    void oneRoomMayBeGoneAndAnotherNot(Encoding encoding) {
        String other = ServerUnderTest.freshRoom();
        WireClient moderator = server.connect(encoding, "moderator");
        WireClient leaving = server.connect(encoding, user);
        for (String name : new String[] {room, other}) {
            moderator.join(name, "role", "moderator");
            leaving.join(name);
        }
        leaving.vanish();
        moderator.ack(frame("close-room", "room", other));

        WireClient back = server.connect(encoding, user);
        JsonNode resumed = back.expect("resumed", Resuming.resume(leaving, room, other));
        assertTrue(resumed.path("rooms").path(room).path("seq").isIntegralNumber(), resumed::toString);
        // The end of the other is either told as such or as what was missed.
        JsonNode gone = resumed.path("rooms").path(other);
        if (gone.has("error")) {
            assertEquals("resume-expired", gone.path("error").asText());
        } else {
            back.await("room-closed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFailureIsTheSameAndChangesNothing(Encoding encoding) {
        WireClient victim = server.connect(encoding, user);
        victim.join(room);
        WireClient back = server.connect(encoding, user);
        String session = victim.session();
        Map<String, Long> rooms = Map.of(room, victim.lastSeq(room));

        JsonNode wrong = back.refused("resume-expired", Resuming.resume(session, "wrong", rooms));
        JsonNode unknown = back.refused("resume-expired", Resuming.resume("unknown", victim.secret(), rooms));
        assertEquals(wrong.path("message").asText(), unknown.path("message").asText());
        WireClient stranger = server.connect(encoding);
        JsonNode others = stranger.refused("resume-expired", Resuming.resume(session, victim.secret(), rooms));
        assertEquals(wrong.path("message").asText(), others.path("message").asText());

        victim.expectNothingBut();
        victim.ack(message("still here"));
        back.join(room);
        victim.await("peer-joined");
    }

    @ParameterizedTest
    @EnumSource
    void fiveFailuresInARowClose(Encoding encoding) {
        WireClient client = server.connect(encoding, user);
        for (int i = 0; i < 5; i++) {
            client.send(Resuming.resume("unknown", "wrong", Map.of(room, 1L)));
        }

        assertEquals(1008, client.closed());
    }

    @ParameterizedTest
    @EnumSource
    void aSuccessfulResumeMayFollowAFailure(Encoding encoding) {
        WireClient old = server.connect(encoding, user);
        old.join(room);
        WireClient back = server.connect(encoding, user);

        back.refused("resume-expired", Resuming.resume(old.session(), "wrong", Map.of(room, old.lastSeq(room))));
        back.barrier();
        back.expect("resumed", Resuming.resume(old, room));
    }

    @ParameterizedTest
    @EnumSource
    void afterTheFirstLoggedFrameItIsTooLate(Encoding encoding) {
        WireClient old = server.connect(encoding, user);
        old.join(room);
        WireClient busy = server.connect(encoding, user);
        busy.join(ServerUnderTest.freshRoom());

        busy.refused("wrong-state", Resuming.resume(old, room));
        old.ack(message("still here"));
    }

    @ParameterizedTest
    @EnumSource
    void aPlaceBeyondTheEndIsOfAnotherLife(Encoding encoding) {
        WireClient old = server.connect(encoding, user);
        old.join(room);
        WireClient back = server.connect(encoding, user);

        assertExpired(back.request(
                Resuming.resume(old.session(), old.secret(), Map.of(room, old.lastSeq(room) + 1_000_000_000L))));
    }

    @ParameterizedTest
    @EnumSource
    void resumesThatAreGivenUpTakeNothingFromOthers(Encoding encoding) {
        WireClient old = server.connect(encoding, user);
        old.join(room);
        old.vanish();
        long far = old.lastSeq(room) + 1_000_000_000_000L;
        for (int i = 0; i < 50; i++) {
            WireClient back = server.connect(encoding, user);
            back.send(Resuming.resume(old.session(), old.secret(), Map.of(room, far, "elsewhere-" + i, far)));
            back.vanish();
        }
        server.connect(encoding).join(room);
        server.connect(encoding, user).join(room);
    }

    @ParameterizedTest
    @EnumSource
    void aRoomThatOneWasNeverInIsExpired(Encoding encoding) {
        WireClient other = server.connect(encoding);
        String secretRoom = ServerUnderTest.freshRoom();
        other.join(secretRoom);
        WireClient old = server.connect(encoding, user);
        old.join(room);
        old.vanish();

        WireClient back = server.connect(encoding, user);
        Map<String, Long> rooms = Map.of(room, old.lastSeq(room), secretRoom, 1L, "no-such-" + room, 1L);
        JsonNode resumed = back.expect("resumed", Resuming.resume(old.session(), old.secret(), rooms))
                .path("rooms");
        assertEquals(resumed.path(secretRoom), resumed.path("no-such-" + room), "whether it exists is not told");
        assertTrue(resumed.path(secretRoom).path("participants").isMissingNode());
        other.expectNothingBut();
    }

    @ParameterizedTest
    @EnumSource
    void aGoodbyeGivesUpTheSession(Encoding encoding) {
        WireClient old = server.connect(encoding, user);
        old.join(room);
        old.close();

        assertExpired(server.connect(encoding, user).request(Resuming.resume(old, room)));
    }

    @ParameterizedTest
    @EnumSource
    void aSessionWithoutRoomsMayBeResumed(Encoding encoding) {
        WireClient old = server.connect(encoding, user);
        old.vanish();

        WireClient back = server.connect(encoding, user);
        JsonNode resumed = back.expect("resumed", Resuming.resume(old));
        assertEquals(old.session(), resumed.path("session").asText());
        assertEquals(0, resumed.path("rooms").size());
        back.join(room);
    }

    /** Either the whole reply or its only room says so. */
    private void assertExpired(JsonNode reply) {
        JsonNode code = reply.path("type").asText().equals("error")
                ? reply.path("code")
                : reply.path("rooms").path(room).path("error");
        assertEquals("resume-expired", code.asText(), reply::toString);
    }
}
