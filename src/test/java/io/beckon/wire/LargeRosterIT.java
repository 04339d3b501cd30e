package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A roster that does not fit into one frame, nor into the outbound queue. */
@Thorough
class LargeRosterIT {

    private static final int MEMBERS = 450;

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.room.max-participants.mesh", "500", "beckon.limits.outbound-queue-bytes", "64K");

    @ParameterizedTest
    @EnumSource
    void comesInPagesOfTwoHundred(Encoding encoding) {
        String room = ServerUnderTest.freshRoom();
        List<String> members =
                Stream.generate(() -> joinOne(encoding, room)).limit(MEMBERS).toList();
        WireClient late = server.connect(encoding);

        JsonNode joined = late.join(room);
        assertEquals(200, joined.path("participants").size());
        assertEquals(MEMBERS, joined.path("participantCount").intValue());
        assertTrue(joined.path("next").isMissingNode() || joined.path("next").isTextual());

        List<String> peers = new ArrayList<>();
        JsonNode page = late.expect("roster", frame("roster"));
        for (;
                page.has("next");
                page = late.expect(
                        "roster", frame("roster", "after", page.path("next").asText()))) {
            assertTrue(page.path("participants").size() <= 200);
            assertEquals(room, page.path("room").asText());
            peers.addAll(JoiningIT.peers(page));
        }
        peers.addAll(JoiningIT.peers(page));
        assertEquals(members, peers, "each once, in the order of joining");
        assertEquals(MEMBERS, new HashSet<>(peers).size());
    }

    @ParameterizedTest
    @EnumSource
    void aStrangePlaceInItIsRefusedOrEmpty(Encoding encoding) {
        WireClient client = server.connect(encoding);
        client.join(ServerUnderTest.freshRoom());

        JsonNode reply = client.request(frame("roster", "after", "no such place"));
        assertTrue(
                reply.path("type").asText().equals("roster")
                        || reply.path("code").asText().equals("bad-message"),
                reply::toString);
    }

    /** A participant takes more than 200 bytes: together they are more than the queue holds. */
    private static String joinOne(Encoding encoding, String room) {
        WireClient member = server.connect(encoding);
        member.join(room, "metadata", Frames.object("m", "x".repeat(20)));
        String peer = member.peer();
        member.keepNothing();
        return peer;
    }
}
