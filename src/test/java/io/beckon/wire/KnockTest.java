package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.join;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Knocking at a locked room. */
class KnockTest extends NodeSpecification {

    private static final String HOME = "home";

    private final String room = ServerUnderTest.freshRoom();
    private final Client moderator = connect("moderator");

    private void lock() {
        moderator.join(room, "role", "moderator");
        moderator.ack(frame("lock"));
        moderator.await("room-locked");
    }

    private String knock(Client client) {
        return client.expect("knocking", frame("knock", "room", room, "name", "Caz"))
                .path("state")
                .asText();
    }

    private String answer(Client client) {
        JsonNode answer = client.await("knocking");
        assertEquals(room, answer.path("room").asText());
        return answer.path("state").asText();
    }

    private Map<String, Object> admit(User user) {
        return frame("admit", "room", room, "user", user.id());
    }

    @Test
    void oneIsSeenWaitingAndLetIn() {
        lock();
        User user = User.any();
        Client carol = connect(user);
        carol.refused("room-locked", join(room));
        assertEquals("waiting", knock(carol));

        JsonNode waiting = moderator.await("knocks").path("waiting");
        assertEquals(1, waiting.size());
        assertEquals(user.id(), waiting.path(0).path("user").asText());
        assertEquals("Caz", waiting.path(0).path("name").asText());
        moderator.ack(admit(user));
        assertEquals("admitted", answer(carol));
        assertEquals(0, moderator.await("knocks").path("waiting").size());
        JsonNode joined = carol.join(room);
        assertTrue(joined.path("locked").booleanValue(), () -> "who comes in sees that it is locked: " + joined);
        moderator.await("peer-joined");
    }

    @Test
    void whoeverJoinsAnOpenRoomIsNotToldOfALock() {
        assertTrue(moderator.join(room, "role", "moderator").path("locked").isMissingNode());
    }

    @Test
    void whoeverComesBackAsAnotherSessionStillWaits() {
        lock();
        User user = User.any();
        Client lost = connect(user);
        knock(lost);
        moderator.await("knocks");
        lost.vanish();
        Client back = connect(user);
        assertEquals("waiting", knock(back));
        moderator.expectNothingBut("ack");
        moderator.ack(admit(user));
        assertEquals("admitted", answer(back));
    }

    @Test
    void whoeverResumesHearsTheAnswerAfterKnockingAgain() {
        lock();
        User user = User.any();
        Client lost = connect(user);
        lost.join(HOME);
        knock(lost);
        lost.vanish();
        Client back = connect(user);
        back.expect("resumed", Resuming.resume(lost, HOME));
        moderator.ack(admit(user));
        assertEquals("admitted", knock(back), "the answer that was missed");
        back.join(room);
    }

    @Test
    void whoeverGoesForGoodNoLongerWaits() {
        lock();
        Client carol = connect();
        knock(carol);
        assertEquals(1, moderator.await("knocks").path("waiting").size());
        carol.close();
        assertEquals(0, moderator.await("knocks").path("waiting").size());
    }

    @Test
    void whoeverIsRefusedMeanwhileStillWaits() {
        lock();
        User user = User.any();
        Client carol = connect(user);
        knock(carol);
        moderator.await("knocks");
        carol.refused("room-locked", join(room));
        carol.refused("not-in-room", frame("message", "room", room, "data", 1));
        moderator.ack(admit(user));
        assertEquals("admitted", answer(carol));
    }

    @Test
    void whoeverIsRefusedMeanwhileAndGoesForGoodNoLongerWaits() {
        lock();
        Client carol = connect();
        knock(carol);
        moderator.await("knocks");
        carol.refused("room-locked", join(room));
        carol.close();
        assertEquals(0, moderator.await("knocks").path("waiting").size());
    }

    @Test
    void whoeverIsRefusedMeanwhileMayLeave() {
        lock();
        Client carol = connect();
        knock(carol);
        moderator.await("knocks");
        carol.refused("room-locked", join(room));
        carol.expect("left", frame("leave"));
        assertEquals(0, moderator.await("knocks").path("waiting").size());
    }

    @Test
    void waitingEnds() {
        lock();
        Client carol = connect();
        knock(carol);
        pass(Duration.ofSeconds(299));
        assertEquals("waiting", knock(carol));
        pass(Duration.ofSeconds(2));
        assertEquals("over", answer(carol));
    }

    @Test
    void roomsOneWaitsForCountAsRooms() {
        lock();
        Client carol = connect();
        knock(carol);
        carol.expect("left", frame("leave", "room", room));
        assertEquals("waiting", knock(carol));
    }
}
