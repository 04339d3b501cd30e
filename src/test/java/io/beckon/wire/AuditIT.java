package io.beckon.wire;

import static io.beckon.wire.AuditReader.data;
import static io.beckon.wire.AuditReader.isOf;
import static io.beckon.wire.AuditReader.kind;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.cluster.SharedBroker;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.FileLogInputStream;
import org.apache.kafka.common.record.FileRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a node alone knows, as auditors read it from the brokers. */
class AuditIT {

    private static final Clustered cluster = new Clustered();

    @RegisterExtension
    static final ServerUnderTest server = cluster.node(
            "beckon.audit.addresses", "full", "beckon.limits.malformed-per-minute", "3", "beckon.resume-window", "2S");

    private final User user = User.any();

    @Test
    void aSessionIsToldFromItsBeginningToItsEnd() {
        WireClient client = server.connect(Encoding.CBOR, user);
        client.expect("refreshed", Frames.frame("refresh", "token", server.token(user)));
        client.close();

        try (AuditReader audit = cluster.audit()) {
            List<CloudEvent> all = audit.until(isOf("session.ended", client.session()));
            List<CloudEvent> own = all.stream()
                    .filter(event ->
                            data(event).path("actor").path("session").asText().equals(client.session()))
                    .toList();
            assertEquals(
                    List.of("session.opened", "session.refreshed", "session.ended"),
                    own.stream().map(AuditReader::kind).toList());
            JsonNode opened = data(own.getFirst());
            assertEquals("websocket", opened.path("transport").asText());
            assertEquals("cbor", opened.path("encoding").asText());
            assertEquals(user.id(), opened.path("actor").path("subject").asText());
            assertEquals("127.0.0.1", opened.path("address").asText());
            assertEquals("closed", data(own.getLast()).path("why").asText());
            assertEquals(
                    own.size(), own.stream().map(CloudEvent::getId).distinct().count());
            for (CloudEvent event : own) {
                assertEquals("default", event.getSubject());
                assertEquals("/beckon/audit", event.getSource().toString());
                assertEquals("application/json", event.getDataContentType());
                assertNotNull(event.getTime());
                assertEquals(opened.path("node"), data(event).path("node"));
            }
        }
    }

    @Test
    void whoseConnectionBreaksIsToldOfAgainWhenTheWindowIsOver() {
        WireClient client = server.connect(Encoding.JSON);
        client.join(ServerUnderTest.freshRoom());
        client.socket().close();

        try (AuditReader audit = cluster.audit()) {
            Predicate<CloudEvent> isOver = isOf("session.ended", client.session())
                    .and(event -> data(event).path("over").asBoolean());
            List<JsonNode> ends = audit.until(isOver).stream()
                    .filter(isOf("session.ended", client.session()))
                    .map(AuditReader::data)
                    .toList();
            assertEquals(
                    List.of("closed", "not-resumed"),
                    ends.stream().map(end -> end.path("why").asText()).toList());
        }
    }

    @Test
    void badFramesAreToldAndWhatTheyLeadTo() {
        WireClient client = server.connect(Encoding.JSON, user);
        for (int i = 0; i < 4; i++) {
            client.socket().send(RawWebSocket.Frame.text("no json"));
        }
        assertEquals(1008, client.closed());
        try (AuditReader audit = cluster.audit()) {
            assertEquals(
                    "bad-json",
                    data(audit.await("frame.refused", client.session()))
                            .path("code")
                            .asText());
            assertEquals(
                    "1008",
                    data(audit.await("limit.hit", client.session()))
                            .path("limit")
                            .asText());
            JsonNode ended = data(audit.await("session.ended", client.session()));
            assertEquals("refused", ended.path("why").asText());
            assertEquals(1008, ended.path("closeCode").asInt());
        }
    }

    @Test
    void whoHasNoGoodTokenIsTold() {
        UpgradeRequest.to(server.url()).token("no good token").answer();
        // A refresh is of somebody who is known.
        Predicate<CloudEvent> isOfNobody = event -> kind(event).equals("authentication.denied")
                && data(event).path("actor").isMissingNode()
                && data(event).path("reason").asText().equals("bad-token");
        try (AuditReader audit = cluster.audit()) {
            CloudEvent denied = audit.until(isOfNobody).stream()
                    .filter(isOfNobody)
                    .findFirst()
                    .orElseThrow();
            assertEquals("*", denied.getSubject());
            assertEquals("127.0.0.1", data(denied).path("address").asText());
        }
    }

    private static final String OFFER = Sdp.offer("Uf12").text();
    private static final String MARKED_OFFER = OFFER.replace("m=audio", "m=marked-kind");

    /** By all ways in: the two encodings, requests and WHIP. */
    @Test
    void noSecretIsInAuditLogRoomsOrMetrics() {
        String room = ServerUnderTest.freshRoom();
        String token = server.token(user);
        List<WireClient> clients = new ArrayList<>();
        for (Encoding encoding : Encoding.values()) {
            clients.add(speaking(encoding, token, room));
        }
        Poller poller = Poller.join(server.url(), token, room);
        for (Map<String, Object> frame :
                List.of(Frames.message("marked-chat-text"), Frames.offer(OFFER), Frames.offer(MARKED_OFFER))) {
            poller.request(
                    server.url(),
                    "POST",
                    "/v1/messages",
                    new String(Encoding.JSON.write(Frames.with(frame, "room", room)), UTF_8));
        }
        UpgradeRequest.to(server.url())
                .token(token)
                .origin("https://marked-origin/path")
                .answer();
        UpgradeRequest.to(server.url()).token(token).origin("marked-origin").answer();
        // Of somebody else: what one user is refused again is told a minute later.
        String whip = server.token(User.any());
        publish(room, whip, OFFER);
        publish(room, whip, MARKED_OFFER);
        publish(room, whip, OFFER.replace("v=0", "v=marked-version"));
        String told = management("/q/rooms") + management("/q/metrics");
        assertTrue(told.contains(room), told);
        clients.forEach(WireClient::close);

        List<String> secrets = new ArrayList<>(
                List.of("fir73LInt7i4oys9lt20OdiK", "63:E1:A9:BA:5E:05", "marked-", token, whip, poller.secret()));
        clients.forEach(client -> secrets.add(client.secret()));
        try (AuditReader audit = cluster.audit()) {
            clients.forEach(client -> audit.await("session.ended", client.session()));
            List<CloudEvent> all = audit.until(event -> isRefusedByWhip(event, room));
            StringBuilder text = new StringBuilder(told);
            all.forEach(event -> text.append(event)
                    .append(new String(Objects.requireNonNull(event.getData()).toBytes(), UTF_8)));
            for (String secret : secrets) {
                assertFalse(text.indexOf(secret) >= 0, secret);
                assertFalse(server.process().log().contains(secret), secret);
            }
        }
    }

    private static boolean isRefusedByWhip(CloudEvent event, String room) {
        JsonNode data = data(event);
        return kind(event).equals("frame.refused")
                && data.path("room").asText().equals(room)
                && data.path("frame").asText().equals("offer")
                && data.path("actor").path("session").isMissingNode();
    }

    private WireClient speaking(Encoding encoding, String token, String room) {
        WireClient client = server.client(
                UpgradeRequest.to(server.url()).token(token).subprotocols(encoding.subprotocol()), encoding, user);
        client.join(room);
        client.send(Frames.offer(OFFER, "to", "nobody", "pc", "marked-pc"));
        client.send(Frames.offer(OFFER, "pc", "marked-pc"));
        client.send(Frames.offer(MARKED_OFFER, "to", "nobody"));
        client.send(Frames.message("marked-chat-text", "to", "nobody"));
        client.send(Frames.frame("refresh", "token", "marked-bad-token"));
        if (encoding == Encoding.JSON) {
            client.socket()
                    .send(RawWebSocket.Frame.text(
                            "{\"type\":\"message\",\"room\":\"marked-room\",\"data\":\"marked-chat-text\""));
        }
        client.barrier();
        return client;
    }

    private static void publish(String room, String token, String offer) {
        DevelopmentTokens.send(HttpRequest.newBuilder(server.url().resolve("/v1/whip/" + room))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/sdp")
                .POST(HttpRequest.BodyPublishers.ofString(offer))
                .build());
    }

    private static String management(String path) {
        return DevelopmentTokens.send(
                        HttpRequest.newBuilder(server.managementUrl().resolve(path))
                                .build())
                .body();
    }

    /** Not all clients know LZ4. */
    @Test
    void whatTheBrokersKeepIsCompressedSoThatEveryClientCanReadIt() throws IOException {
        WireClient client = server.connect(Encoding.JSON, user);
        try (AuditReader audit = cluster.audit()) {
            audit.await("session.opened", client.session());
        }
        Set<CompressionType> found = new HashSet<>();
        for (Path segment : SharedBroker.cluster().segments(cluster.auditTopic())) {
            found.addAll(compressionOf(segment));
        }
        assertEquals(Set.of(CompressionType.GZIP), found);
    }

    private static Set<CompressionType> compressionOf(Path segment) throws IOException {
        Set<CompressionType> found = new HashSet<>();
        FileRecords records = FileRecords.open(segment.toFile(), false);
        try {
            for (FileLogInputStream.FileChannelRecordBatch batch : records.batches()) {
                if (!batch.isControlBatch()) {
                    found.add(batch.compressionType());
                }
            }
        } finally {
            // close() cuts the file down to what it was when opened, and the broker may have appended since.
            records.closeHandlers();
        }
        return found;
    }

    @Test
    void whatWasTakenIsCounted() {
        double before = Clustered.metric(server, "beckon_audit_appended_total");
        WireClient client = server.connect(Encoding.JSON, user);
        try (AuditReader audit = cluster.audit()) {
            audit.await("session.opened", client.session());
        }
        assertTrue(Clustered.metric(server, "beckon_audit_appended_total") > before);
        assertEquals(0, Clustered.metric(server, "beckon_audit_lost_total"));
    }

    /** Its properties are those of the operator's other clients; none of them is the connector's own business. */
    @Test
    void theConnectorSaysNothingInTheNodesPlace() {
        Map<String, Boolean> said = Map.of(
                "SRMSG", server.process().log().contains("SRMSG"),
                "kafka_producer",
                        DevelopmentTokens.send(HttpRequest.newBuilder(
                                                server.managementUrl().resolve("/q/metrics"))
                                        .build())
                                .body()
                                .contains("kafka_producer"));
        assertEquals(Map.of("SRMSG", false, "kafka_producer", false), said);
    }
}
