package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Operators and auditors are told which right somebody lacked. */
class DenialsIT {

    private static final Clustered cluster = new Clustered();

    @RegisterExtension
    static final ServerUnderTest server = cluster.node();

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void aDenialIsInTheLogAndTheAuditTopic() throws Exception {
        User user = User.any();
        WireClient client = server.connect(Encoding.JSON, user);
        client.refused("not-allowed", Frames.join(room, "role", "host"));

        JsonNode denied;
        try (AuditReader audit = cluster.audit()) {
            CloudEvent event = audit.await("authorization.denied", client.session());
            assertEquals("default/" + room, event.getSubject());
            denied = AuditReader.data(event);
        }
        assertEquals("host", denied.path("missing").asText());
        assertEquals(user.id(), denied.path("actor").path("subject").asText());
        assertEquals(room, denied.path("room").asText());
        assertEquals("default", denied.path("tenant").asText());
        assertEquals(1, denied.path("count").asInt());
        String line = server.process()
                .log()
                .lines()
                .filter(each -> each.contains(room))
                .findFirst()
                .orElseThrow();
        assertTrue(line.contains("missing right=host") && line.contains(user.id()), line);
    }

    @Test
    void denialsThatFollowAreNotALineEach() {
        WireClient client = server.connect(Encoding.JSON);
        for (int i = 0; i < 20; i++) {
            client.refused("not-allowed", Frames.join(room, "role", "host"));
        }
        client.barrier();
        assertEquals(
                1,
                server.process()
                        .log()
                        .lines()
                        .filter(each -> each.contains(room))
                        .count());
    }

    @Test
    void whatNoRightWouldHaveAllowedIsNoDenial() {
        WireClient client = server.connect(Encoding.JSON);
        client.join(room);
        client.refused("already-joined", Frames.join(room));
        client.refused("no-such-peer", Frames.message("hello", "to", "nobody"));
        client.barrier();
        assertFalse(server.process().log().contains(room));
    }
}
