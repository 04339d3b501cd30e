package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import io.beckon.cluster.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Administrators see and touch all nodes from any of them. */
@Thorough
class AdminNodesIT {

    private static final Clustered cluster = new Clustered();

    @RegisterExtension
    static final ServerUnderTest first = cluster.node("beckon.node-id", "first");

    @RegisterExtension
    static final ServerUnderTest second = cluster.node("beckon.node-id", "second");

    private final String room = ServerUnderTest.freshRoom();

    private static AdminApi atFirst() {
        AdminApi admin = AdminApi.of(first);
        Await.until(
                Duration.ofSeconds(20),
                () -> nodes(admin).stream()
                                .filter(node -> node.path("reachable").asBoolean())
                                .count()
                        >= 2,
                () -> "both nodes: " + nodes(admin));
        return admin;
    }

    private static List<JsonNode> nodes(AdminApi admin) {
        return StreamSupport.stream(admin.read("/nodes").path("nodes").spliterator(), false)
                .toList();
    }

    @Test
    void whatOnlyAnotherNodeKnowsIsSeenAndTouched() {
        AdminApi admin = atFirst();
        WireClient there = second.connect(Encoding.JSON);
        there.join(room);
        there.ack(Frames.message("hello"));

        JsonNode rooms = admin.read("/rooms?q=" + room);
        assertEquals(1, rooms.path("total").asInt(), rooms::toString);
        assertEquals(room, rooms.path("rooms").path(0).path("room").asText());
        JsonNode participant = admin.read("/rooms/" + room).path("participants").path(0);
        assertEquals("second", participant.path("node").asText());
        assertTrue(admin.read("/rooms/" + room + "/events").path("events").size() > 0);
        JsonNode session =
                admin.read("/sessions?q=" + there.session()).path("sessions").path(0);
        assertEquals("second", session.path("node").asText());

        assertEquals(
                204,
                admin.post("/rooms/" + room + "/close", Map.of("reason", "over"))
                        .statusCode());
        assertEquals("room-closed", there.await("left").path("reason").asText());
    }

    @Test
    void aRoomOfBothNodesIsCountedOnce() {
        AdminApi admin = atFirst();
        first.connect(Encoding.JSON).join(room);
        second.connect(Encoding.JSON).join(room);
        JsonNode rooms = admin.read("/rooms?q=" + room);
        assertEquals(1, rooms.path("total").asInt(), rooms::toString);
        assertEquals(1, rooms.path("rooms").size());
        assertEquals(2, rooms.path("rooms").path(0).path("participants").asInt());
    }

    @Test
    void aNodeThatDoesNotAnswerIsNamed() {
        AdminApi admin = atFirst();
        try (ServerProcess third = cluster.process("third", "beckon.node-id", "third")) {
            Await.until(Duration.ofSeconds(20), () -> nodes(admin).size() == 3, () -> "three nodes: " + nodes(admin));
            third.kill();
            JsonNode rooms = admin.read("/rooms");
            assertEquals("third", rooms.path("unreachable").path(0).asText(), rooms::toString);
        }
    }
}
