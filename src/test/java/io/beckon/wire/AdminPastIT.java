package io.beckon.wire;

import static io.beckon.wire.AdminApi.assertProblem;
import static io.beckon.wire.AdminApi.segment;
import static io.beckon.wire.Phone.accepted;
import static io.beckon.wire.Phone.reachable;
import static io.beckon.wire.Phone.ring;
import static io.beckon.wire.Phone.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import io.beckon.cluster.Await;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How administrators look back: at rooms and calls from the log, and at audit records, where nodes keep any. */
@Thorough
class AdminPastIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Clustered cluster = new Clustered();
    private static final Path FILE = Path.of("target", "wire", "past-" + UUID.randomUUID() + ".jsonl");

    @RegisterExtension
    static final ServerUnderTest server = cluster.node();

    @RegisterExtension
    static final ServerUnderTest withFile = ServerUnderTest.with("beckon.audit.file", FILE.toString());

    @RegisterExtension
    static final ServerUnderTest alone = ServerUnderTest.withDefaults();

    private final String room = ServerUnderTest.freshRoom();
    private final User anna = User.any();
    private final User ben = User.any();

    private static HttpResponse<String> get(AdminApi admin, String path, String type) {
        return DevelopmentTokens.send(admin.request(path).header("Accept", type).build());
    }

    /** They come, negotiate, and one of them goes. */
    private void meet(ServerUnderTest where) {
        WireClient one = where.connect(Encoding.JSON, anna);
        WireClient other = where.connect(Encoding.JSON, ben);
        one.join(room);
        other.join(room);
        one.ack(Frames.offer(Sdp.offer("abcd").text(), "to", other.peer()));
        other.await("offer");
        other.expect("left", Map.of("type", "leave"));
        one.await("peer-left");
    }

    @Test
    void aRoomIsReplayedFromTheLogAfterItIsOver() {
        meet(server);
        AdminApi admin = AdminApi.of(server);
        String path = "/rooms/" + room + "/replay";
        JsonNode replay = admin.read(path);
        assertEquals(room, replay.path("room").asText());
        assertTrue(replay.path("rows").asInt() >= 5, replay::toString);
        assertTrue(replay.path("findings").toString().contains("left before"), replay::toString);
        assertFalse(replay.path("remarks").isEmpty(), replay::toString);
        assertTrue(replay.path("svg").asText().contains(anna.name()), replay::toString);

        HttpResponse<String> drawing = get(admin, path, "image/svg+xml");
        assertTrue(drawing.body().startsWith("<svg "), drawing::body);
        assertTrue(
                drawing.headers().firstValue("Content-Type").orElse("").startsWith("image/svg+xml"),
                () -> drawing.headers().toString());
        assertTrue(drawing.headers()
                .firstValue("Content-Security-Policy")
                .orElse("")
                .contains("sandbox"));
        HttpResponse<String> text = get(admin, path, "text/plain");
        assertTrue(text.body().startsWith("Room default/" + room), text::body);
        assertFalse(drawing.body().contains("a=ice-pwd") || text.body().contains("a=ice-pwd"), text::body);

        assertProblem(404, "no-such-room", admin.get("/rooms/nowhere-" + room + "/replay"));
        assertProblem(400, "bad-message", admin.get(path + "?from=yesterday"));
        assertEquals(
                0, admin.read(path + "?from=2999-01-01T00:00:00Z").path("rows").asInt());
    }

    @Test
    void aCallIsReplayedWithItsRinging() {
        WireClient caller = server.connect(Encoding.JSON, anna);
        WireClient callee = reachable(server.connect(Encoding.JSON, ben));
        String call = ring(caller, callee);
        callee.ack(step("accept", call));
        accepted(caller, call);
        AdminApi admin = AdminApi.of(server);
        JsonNode ringing = admin.read("/calls/" + call + "/replay");
        assertEquals("call:" + call, ringing.path("room").asText());
        assertTrue(ringing.path("svg").asText().contains("rings"), ringing::toString);
        JsonNode talk = admin.read("/rooms/" + segment("call:" + call) + "/replay");
        assertTrue(talk.path("rows").asInt() > 0, talk::toString);
        assertProblem(404, "no-such-call", admin.get("/calls/none/replay"));
    }

    @Test
    void auditRecordsOfATopicAreFoundByRoomUserAndType() {
        meet(server);
        AdminApi admin = AdminApi.of(server);
        admin.read("/rooms/" + room + "/replay");
        String ofRoom = "/audit?room=" + room;
        Await.until(
                PATIENCE,
                () -> types(admin, ofRoom).contains("io.beckon.audit.participant.left.v1"),
                () -> types(admin, ofRoom).toString());
        assertTrue(types(admin, ofRoom).contains("io.beckon.audit.administration.done.v1"), "who replayed it");
        assertEquals(
                new TreeSet<>(List.of("io.beckon.audit.participant.joined.v1", "io.beckon.audit.participant.left.v1")),
                types(admin, ofRoom + "&type=participant"));
        assertEquals(new TreeSet<>(List.of("io.beckon.audit.offer.relayed.v1")), types(admin, ofRoom + "&type=offer"));
        checkUsers(admin);

        List<JsonNode> all = admin.all(ofRoom + "&type=participant", "events", 500);
        assertEquals(all, admin.all(ofRoom + "&type=participant", "events", 1), "page by page");
        assertEquals(3, all.size());
        assertEquals(
                "io.beckon.audit.participant.left.v1",
                all.getFirst().path("type").asText(),
                "the newest first");
        assertEquals(
                ben.id(),
                all.getFirst().at("/data/actor/subject").asText(),
                () -> all.getFirst().toString());
        assertProblem(400, "bad-message", admin.get("/audit?after=nonsense"));
        assertProblem(400, "bad-message", admin.get("/audit?limit=0"));
    }

    private void checkUsers(AdminApi admin) {
        List<JsonNode> ofUser = admin.all("/audit?user=" + ben.id(), "events", 500);
        assertFalse(ofUser.isEmpty());
        ofUser.forEach(event -> assertTrue(event.path("data").toString().contains(ben.id()), event::toString));
        assertTrue(types(admin, "/audit?user=" + ben.id()).contains("io.beckon.audit.session.opened.v1"));
        assertEquals(new TreeSet<>(), types(admin, "/audit?user=nobody-" + room));
    }

    private static TreeSet<String> types(AdminApi admin, String path) {
        TreeSet<String> types = new TreeSet<>();
        admin.all(path, "events", 500)
                .forEach(event -> types.add(event.path("type").asText()));
        return types;
    }

    @Test
    void aNodeAloneShowsItsAuditFileAndHasNoLog() {
        meet(withFile);
        AdminApi admin = AdminApi.of(withFile);
        Await.until(
                PATIENCE,
                () -> types(admin, "/audit?room=" + room).contains("io.beckon.audit.participant.left.v1"),
                () -> types(admin, "/audit?room=" + room).toString());
        assertProblem(409, "wrong-state", admin.get("/rooms/" + room + "/replay"));
        HttpResponse<String> refused = AdminApi.of(alone).get("/audit");
        assertProblem(409, "wrong-state", refused);
        assertTrue(refused.body().contains("beckon.audit.file"), refused::body);
        assertProblem(409, "wrong-state", AdminApi.of(alone).get("/calls/c/replay"));
    }
}
