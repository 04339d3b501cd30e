package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Section 4: when a session cannot be resumed, and what that changes. */
class ResumeRefusedIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private String room;
    private User user;

    @BeforeEach
    void start() {
        room = ServerUnderTest.freshRoom();
        user = User.any();
    }

    @Test
    void aPlaceBeyondTheEndIsOfAnotherLife() {
        WireClient old = server.connect(Encoding.JSON, user);
        old.join(room);
        WireClient back = server.connect(Encoding.JSON, user);

        assertExpired(back.request(
                Resuming.resume(old.session(), old.secret(), Map.of(room, old.lastSeq(room) + 1_000_000_000L))));
    }

    @Test
    void resumesThatAreGivenUpTakeNothingFromOthers() {
        WireClient old = server.connect(Encoding.JSON, user);
        old.join(room);
        old.vanish();
        long far = old.lastSeq(room) + 1_000_000_000_000L;
        for (int i = 0; i < 50; i++) {
            WireClient back = server.connect(Encoding.JSON, user);
            back.send(Resuming.resume(old.session(), old.secret(), Map.of(room, far, "elsewhere-" + i, far)));
            back.vanish();
        }
        server.connect(Encoding.JSON).join(room);
        server.connect(Encoding.JSON, user).join(room);
    }

    @Test
    void aGoodbyeGivesUpTheSession() {
        WireClient old = server.connect(Encoding.JSON, user);
        old.join(room);
        old.close();

        assertExpired(server.connect(Encoding.JSON, user).request(Resuming.resume(old, room)));
    }

    /** Either the whole reply or its only room says so. */
    private void assertExpired(JsonNode reply) {
        JsonNode code = reply.path("type").asText().equals("error")
                ? reply.path("code")
                : reply.path("rooms").path(room).path("error");
        assertEquals("resume-expired", code.asText(), reply::toString);
    }
}
