package io.beckon.wire;

import static io.beckon.wire.AdminApi.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators do over their API, and how they may not. */
class AdminOrdersIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private final String room = ServerUnderTest.freshRoom();
    private AdminApi admin;

    @BeforeEach
    void signIn() {
        admin = AdminApi.of(server);
    }

    private static void assertDone(HttpResponse<String> answer) {
        assertEquals(204, answer.statusCode(), answer::body);
    }

    @Test
    void aParticipantIsKickedAndToldWhy() {
        WireClient client = server.connect(Encoding.JSON);
        client.join(room);
        assertDone(admin.post("/rooms/" + room + "/kick", Map.of("peer", client.peer(), "reason", "too loud")));
        JsonNode left = client.await("left");
        assertEquals("kicked", left.path("reason").asText());
        assertProblem(404, "no-such-room", admin.get("/rooms/" + room));
    }

    @Test
    void aRoomIsLockedAndUnlocked() {
        server.connect(Encoding.JSON).join(room);
        assertDone(admin.post("/rooms/" + room + "/lock", Map.of("reason", "full")));
        assertEquals(true, admin.read("/rooms/" + room).path("locked").asBoolean());
        server.connect(Encoding.JSON).refused("room-locked", Frames.join(room));
        assertDone(admin.post("/rooms/" + room + "/unlock", Map.of("reason", "there is room again")));
        server.connect(Encoding.JSON).join(room);
    }

    @Test
    void aRoomIsClosedForAll() {
        WireClient client = server.connect(Encoding.JSON);
        client.join(room);
        assertDone(admin.post("/rooms/" + room + "/close", Map.of("reason", "over")));
        assertEquals("room-closed", client.await("left").path("reason").asText());
    }

    @Test
    void aMessageComesToAllAsItIs() {
        WireClient client = server.connect(Encoding.JSON);
        client.join(room);
        String data = "{\"n\":12345678901234567890,\"deep\":" + "[".repeat(29) + "]".repeat(29) + "}";
        assertDone(admin.post("/rooms/" + room + "/messages", "{\"reason\":\"news\",\"data\":" + data + "}"));
        assertEquals(data, client.await("message").path("data").toString());
    }

    @Test
    void allSessionsOfAUserEnd() {
        User user = User.any();
        WireClient first = server.connect(Encoding.JSON, user);
        WireClient second = server.connect(Encoding.CBOR, user);
        WireClient other = server.connect(Encoding.JSON);
        assertDone(admin.post("/users/" + user.id() + "/disconnect", Map.of("reason", "lost device")));
        first.closed();
        second.closed();
        other.barrier();
    }

    @Test
    void aCallThatRingsIsEnded() {
        WireClient caller = server.connect(Encoding.JSON);
        WireClient callee = Phone.reachable(server.connect(Encoding.JSON, User.any()));
        String call = Phone.ring(caller, callee);

        assertDone(admin.post("/calls/" + call + "/end", Map.of("reason", "test")));
        for (WireClient told : List.of(caller, callee)) {
            JsonNode cancelled = told.await("cancelled");
            assertEquals(call, cancelled.path("call").asText());
            assertEquals("test", cancelled.path("reason").asText());
        }
        assertProblem(404, "no-such-call", admin.post("/calls/" + call + "/end", Map.of("reason", "again")));
    }

    @Test
    void aCallThatIsTalkedInIsEnded() {
        WireClient caller = server.connect(Encoding.JSON);
        WireClient callee = Phone.reachable(server.connect(Encoding.JSON, User.any()));
        String call = Phone.talk(caller, callee).substring("call:".length());

        assertDone(admin.post("/calls/" + call + "/end", Map.of("reason", "test")));
        for (WireClient told : List.of(caller, callee)) {
            JsonNode ended = told.await("ended");
            assertEquals(call, ended.path("call").asText());
            assertEquals("room-closed", ended.path("reason").asText());
        }
    }

    @Test
    void whatIsNotThereCannotBeTouched() {
        assertProblem(404, "no-such-room", admin.post("/rooms/" + room + "/lock", Map.of("reason", "x")));
        server.connect(Encoding.JSON).join(room);
        assertProblem(
                404, "no-such-peer", admin.post("/rooms/" + room + "/kick", Map.of("reason", "x", "peer", "nobody")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"reason\":\"\"}", "{\"reason\":\" \"}", "{\"reason\":7}", "{\"reason\":\"a\\u0007\"}"})
    void everyOrderNeedsAReason(String body) {
        server.connect(Encoding.JSON).join(room);
        HttpResponse<String> answer = admin.post("/rooms/" + room + "/lock", body);
        assertProblem(400, "bad-message", answer);
        assertEquals("reason", AdminApi.json(answer).path("field").asText());
    }

    @Test
    void aReasonHasABoundedLength() {
        server.connect(Encoding.JSON).join(room);
        assertProblem(400, "bad-message", admin.post("/rooms/" + room + "/lock", Map.of("reason", "x".repeat(257))));
        assertDone(admin.post("/rooms/" + room + "/lock", Map.of("reason", "😀".repeat(256))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"reason\":\"x\",\"reason\":\"y\"}", "nothing"})
    void whatIsNoJsonObjectIsRefused(String body) {
        assertProblem(400, "bad-json", admin.post("/rooms/" + room + "/lock", body));
    }

    @Test
    void anEmptyBodyIsRefusedAtOnce() {
        assertProblem(400, "bad-message", admin.post("/rooms/" + room + "/lock", ""));
    }

    @Test
    void largeBodiesAndMessagesAreRefused() {
        String path = "/rooms/" + room + "/messages";
        assertProblem(413, "too-large", admin.post(path, Map.of("reason", "x", "data", "y".repeat(16_383))));
        assertProblem(413, "too-large", admin.post(path, Map.of("reason", "x", "data", "y".repeat(70_000))));
    }

    @Test
    void theWrongMethodTypeAndPathAreProblemsToo() {
        assertProblem(405, "bad-message", admin.get("/rooms/" + room + "/lock"));
        HttpResponse<String> put = DevelopmentTokens.send(admin.request("/rooms")
                .PUT(HttpRequest.BodyPublishers.ofString("{}"))
                .build());
        assertProblem(405, "bad-message", put);
        HttpResponse<String> text = DevelopmentTokens.send(admin.request("/rooms/" + room + "/lock")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"x\"}"))
                .build());
        assertProblem(415, "bad-message", text);
        assertEquals(404, admin.get("/nothing").statusCode());
    }
}
