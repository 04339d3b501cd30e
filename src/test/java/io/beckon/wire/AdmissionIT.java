package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.join;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may join: capacity, locks, patterns, roles, and the replacement of one's own participant. */
class AdmissionIT {

    @RegisterExtension
    static final ServerUnderTest server =
            ServerUnderTest.with("beckon.room.max-participants.mesh", "3", "beckon.room.max-hosts", "2");

    private String room;

    @BeforeEach
    void freshRoom() {
        room = ServerUnderTest.freshRoom();
    }

    @Test
    void capacityHoldsUnderConcurrentJoins() {
        List<WireClient> clients =
                Stream.generate(() -> server.connect(Encoding.JSON)).limit(12).toList();
        clients.forEach(client -> client.send(join(room, "id", "join")));
        List<JsonNode> replies =
                clients.stream().map(client -> client.reply("join")).toList();

        assertEquals(
                3,
                replies.stream()
                        .filter(reply -> reply.path("type").asText().equals("joined"))
                        .count());
        assertEquals(
                9,
                replies.stream()
                        .filter(reply -> reply.path("code").asText().equals("room-full"))
                        .count());
    }

    @Test
    void thereIsALimitToHosts() {
        for (int i = 0; i < 2; i++) {
            server.connect(Encoding.JSON, "host").join(room, "pattern", "broadcast", "role", "host");
        }

        // Which code it has is not said.
        server.connect(Encoding.JSON, "host").expect("error", join(room, "role", "host"));
        server.connect(Encoding.JSON, "host").join(room);
    }

    @ParameterizedTest
    @EnumSource
    void aLockedRoomAdmitsNobody(Encoding encoding) {
        WireClient moderator = server.connect(encoding, "moderator");
        WireClient member = server.connect(encoding);
        moderator.join(room, "role", "moderator");
        member.join(room);

        long seq = moderator.ack(frame("lock")).path("seq").asLong();
        JsonNode told = member.await("room-locked");
        assertEquals(seq, told.path("seq").asLong());
        assertEquals(room, told.path("room").asText());
        WireClient late = server.connect(encoding);
        late.refused("room-locked", join(room));

        moderator.ack(frame("unlock"));
        member.await("room-unlocked");
        late.join(room);
    }
}
