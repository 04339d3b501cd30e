package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One to many: viewers neither see nor reach each other. */
class BroadcastIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private String room;
    private WireClient host;
    private WireClient viewer;
    private WireClient other;

    @BeforeEach
    void freshRoom() {
        room = ServerUnderTest.freshRoom();
    }

    private void joinAll(Encoding encoding) {
        host = server.connect(encoding, "host");
        viewer = server.connect(encoding);
        other = server.connect(encoding);
        host.join(room, "pattern", "broadcast", "role", "host");
        viewer.join(room);
        other.join(room);
        host.await("peer-joined");
        host.await("peer-joined");
    }

    @Test
    void hostsSeeAllAndViewersSeeHosts() {
        joinAll(Encoding.JSON);
        viewer.expectNothingBut();

        JsonNode seen = server.connect(Encoding.JSON).join(room);
        assertEquals(List.of(host.peer()), JoiningIT.peers(seen));
        assertEquals(1, seen.path("participantCount").intValue());
        assertEquals(List.of(host.peer()), JoiningIT.peers(viewer.expect("roster", frame("roster"))));
        assertEquals(
                3, host.expect("roster", frame("roster")).path("participants").size());

        WireClient second = server.connect(Encoding.JSON, "host");
        assertEquals(
                4, second.join(room, "role", "host").path("participantCount").intValue());
        assertEquals(
                second.peer(),
                viewer.await("peer-joined").path("peer").path("peer").asText());
        second.expect("left", frame("leave"));
        assertEquals(second.peer(), viewer.await("peer-left").path("peer").asText());
        other.expect("left", frame("leave"));
        host.await(
                frame -> frame.path("type").asText().equals("peer-left")
                        && frame.path("peer").asText().equals(other.peer()),
                "the other viewer's peer-left");
        viewer.expectNothingBut();
    }
}
