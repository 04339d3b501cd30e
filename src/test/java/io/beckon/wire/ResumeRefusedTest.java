package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Section 4: when a session cannot be resumed, and what that changes. */
class ResumeRefusedTest extends NodeSpecification {

    private final String room = ServerUnderTest.freshRoom();
    private final User user = User.any();

    @Test
    void afterTheWindowThePlaceIsGone() {
        Client staying = connect();
        Client leaving = connect(user);
        staying.join(room);
        leaving.join(room);
        leaving.vanish();
        pass(Duration.ofSeconds(29));
        staying.expectNothingBut("peer-joined");
        pass(Duration.ofSeconds(1));

        JsonNode left = staying.await("peer-left");
        assertEquals("timeout", left.path("reason").asText());
        assertEquals(leaving.peer(), left.path("peer").asText());

        Client back = connect(user);
        assertExpired(back.request(Resuming.resume(leaving, room)));
        assertEquals(1, back.join(room).path("participantCount").intValue());
    }

    @Test
    void oneRoomMayBeGoneAndAnotherNot() {
        String other = ServerUnderTest.freshRoom();
        Client moderator = connect("moderator");
        Client leaving = connect(user);
        for (String name : new String[] {room, other}) {
            moderator.join(name, "role", "moderator");
            leaving.join(name);
        }
        leaving.vanish();
        moderator.ack(frame("close-room", "room", other));

        Client back = connect(user);
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

    @Test
    void everyFailureIsTheSameAndChangesNothing() {
        Client victim = connect(user);
        victim.join(room);
        Client back = connect(user);
        String session = victim.session();
        Map<String, Long> rooms = Map.of(room, victim.lastSeq(room));

        JsonNode wrong = back.refused("resume-expired", Resuming.resume(session, "wrong", rooms));
        JsonNode unknown = back.refused("resume-expired", Resuming.resume("unknown", victim.secret(), rooms));
        assertEquals(wrong.path("message").asText(), unknown.path("message").asText());
        Client stranger = connect();
        JsonNode others = stranger.refused("resume-expired", Resuming.resume(session, victim.secret(), rooms));
        assertEquals(wrong.path("message").asText(), others.path("message").asText());

        victim.expectNothingBut();
        victim.ack(message("still here"));
        back.join(room);
        victim.await("peer-joined");
    }

    @Test
    void fiveFailuresInARowClose() {
        Client client = connect(user);
        for (int i = 0; i < 5; i++) {
            client.send(Resuming.resume("unknown", "wrong", Map.of(room, 1L)));
        }

        assertEquals(1008, client.closed());
    }

    @Test
    void aSuccessfulResumeMayFollowAFailure() {
        Client old = connect(user);
        old.join(room);
        Client back = connect(user);

        back.refused("resume-expired", Resuming.resume(old.session(), "wrong", Map.of(room, old.lastSeq(room))));
        back.barrier();
        back.expect("resumed", Resuming.resume(old, room));
    }

    @Test
    void afterTheFirstLoggedFrameItIsTooLate() {
        Client old = connect(user);
        old.join(room);
        Client busy = connect(user);
        busy.join(ServerUnderTest.freshRoom());

        busy.refused("wrong-state", Resuming.resume(old, room));
        old.ack(message("still here"));
    }

    @Test
    void aRoomThatOneWasNeverInIsExpired() {
        Client other = connect();
        String secretRoom = ServerUnderTest.freshRoom();
        other.join(secretRoom);
        Client old = connect(user);
        old.join(room);
        old.vanish();

        Client back = connect(user);
        Map<String, Long> rooms = Map.of(room, old.lastSeq(room), secretRoom, 1L, "no-such-" + room, 1L);
        JsonNode resumed = back.expect("resumed", Resuming.resume(old.session(), old.secret(), rooms))
                .path("rooms");
        assertEquals(resumed.path(secretRoom), resumed.path("no-such-" + room), "whether it exists is not told");
        assertTrue(resumed.path(secretRoom).path("participants").isMissingNode());
        other.expectNothingBut();
    }

    @Test
    void aSessionWithoutRoomsMayBeResumed() {
        Client old = connect(user);
        old.vanish();

        Client back = connect(user);
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
