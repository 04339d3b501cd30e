package io.beckon.transport.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.transport.signaling.SignalingNode.Guest;
import io.beckon.transport.signaling.SignalingNode.Said;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A session whose client changes from a WebSocket to requests and back. */
class ChangingTransportTest extends SignalingSpecification {

    @Test
    void aSessionGoesOnOverHttpAndBackInMidCall() {
        Guest bob = node.join("bob", room);
        try (SignalingNode.Connected socket = node.new Connected("alice")) {
            JsonNode welcome = socket.await("welcome");
            socket.send("{'type':'join','id':'j','room':'" + room + "'}");
            JsonNode joined = socket.await("joined");
            String credential = welcome.path("session").asText() + "."
                    + welcome.path("secret").asText();

            Said said = node.ask(
                    "alice",
                    "POST",
                    "/v1/messages",
                    "{'type':'message','id':'p','data':'by post'}",
                    Credential.HEADER,
                    credential);
            assertEquals(202, said.status());
            assertEquals("p", said.body().path("id").asText());
            assertFalse(socket.closed.isDone(), "a POST does not take over");
            assertTrue(socket.waiting().stream()
                    .noneMatch(frame -> frame.path("type").asText().equals("ack")));

            bob.post(node, "{'type':'message','data':'one'}");
            long seen = socket.await("message").path("seq").asLong();
            bob.post(node, "{'type':'message','data':'two'}");
            Said read = node.ask("alice", "GET", "/v1/messages?after=" + seen, "", Credential.HEADER, credential);
            assertEquals(List.of("message"), types(read));
            assertEquals("two", messages(read).get(0).path("data").asText());
            assertEquals(4009, socket.closed.orTimeout(10, TimeUnit.SECONDS).join());

            bob.post(node, "{'type':'message','data':'three'}");
            try (SignalingNode.Connected back = node.new Connected("alice")) {
                back.send("{'type':'resume','id':'r','session':'"
                        + welcome.path("session").asText() + "','secret':'"
                        + welcome.path("secret").asText() + "','rooms':{'" + room + "':"
                        + messages(read).get(0).path("seq").asLong() + "}}");
                assertEquals(
                        1,
                        back.await("resumed")
                                .path("rooms")
                                .path(room)
                                .path("missed")
                                .asInt());
                assertEquals("three", back.await("message").path("data").asText());
                assertEquals(
                        joined.path("self").path("peer").asText(),
                        messages(bob.get(node, "", 0))
                                .get(0)
                                .path("peer")
                                .path("peer")
                                .asText());
            }
        }
        assertTrue(bob.types(node, "").stream().noneMatch("peer-left"::equals));
    }

    @Test
    void whoComesFromAWebSocketIsToldOfACallThatRings() {
        try (SignalingNode.Connected callee = node.new Connected("called");
                SignalingNode.Connected caller = node.new Connected("calling")) {
            JsonNode welcome = callee.await("welcome");
            callee.send("{'type':'join','id':'j','room':'" + room + "'}");
            long joined = callee.await("joined").path("seq").asLong();
            caller.send("{'type':'call','id':'c','user':'called'}");
            String call = callee.await("incoming-call").path("call").asText();
            String credential = welcome.path("session").asText() + "."
                    + welcome.path("secret").asText();
            Said read = node.ask("called", "GET", "/v1/messages?after=" + joined, "", Credential.HEADER, credential);
            List<JsonNode> told = messages(read).stream()
                    .filter(frame -> frame.path("type").asText().equals("resumed"))
                    .toList();
            assertEquals(1, told.size(), () -> messages(read).toString());
            JsonNode resumed = told.getFirst();
            assertEquals(call, resumed.path("calls").path(0).path("call").asText(), resumed::toString);
        }
    }
}
