package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Section 3: a page that goes says by 4010 that the next one will be there in a moment, if there is one. */
class ReloadTest extends NodeSpecification {

    private static final int BACK_SOON = 4010;

    private final String room = ServerUnderTest.freshRoom();
    private final User user = User.any();
    private final Client staying = connect();
    private final Client reloading = connect(user);

    ReloadTest() {
        staying.join(room);
        reloading.join(room);
        staying.await("peer-joined");
        close(reloading, BACK_SOON);
    }

    @Test
    void whoIsBackInTimeWasNeverAway() {
        pass(Duration.ofSeconds(7));
        Client back = connect(user);
        JsonNode resumed = back.expect("resumed", Resuming.resume(reloading, room));
        assertEquals(
                1, resumed.path("rooms").path(room).path("participantCount").intValue());

        pass(Duration.ofSeconds(60));
        staying.expectNothingBut();
    }

    @Test
    void whoIsNotHasLeft() {
        pass(Duration.ofSeconds(7));
        staying.expectNothingBut();
        pass(Duration.ofSeconds(1));

        JsonNode left = staying.await("peer-left");
        assertEquals("left", left.path("reason").asText());
        assertEquals(reloading.peer(), left.path("peer").asText());
    }

    @Test
    void whoHasComeBackAndIsCutOffHasTheWholeWindow() {
        Client back = connect(user);
        back.expect("resumed", Resuming.resume(reloading, room));
        back.vanish();

        pass(Duration.ofSeconds(29));
        staying.expectNothingBut();
        pass(Duration.ofSeconds(1));
        assertEquals("timeout", staying.await("peer-left").path("reason").asText());
    }
}
