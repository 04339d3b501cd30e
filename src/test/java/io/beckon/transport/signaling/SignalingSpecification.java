package io.beckon.transport.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.cluster.Await;
import io.beckon.session.Session;
import io.beckon.transport.signaling.SignalingNode.Guest;
import io.beckon.transport.signaling.SignalingNode.Said;
import io.beckon.wire.Sdp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Signaling by requests to one node: a room for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SignalingSpecification {

    static final String OFFER = escaped(Sdp.offer("aaaa"));
    static final String ANSWER = escaped(Sdp.answer("bbbb"));

    @AutoClose
    private final InProcessCluster cluster = new InProcessCluster();

    final SignalingNode node = new SignalingNode(cluster);
    String room = "";

    @BeforeEach
    void enter() {
        room = "room-" + UUID.randomUUID();
    }

    Said delete(Guest guest, String path) {
        return node.ask(guest.user, "DELETE", path, "", Credential.HEADER, guest.credential());
    }

    String participants() {
        return "/v1/rooms/" + room + "/participants";
    }

    String offer(String more) {
        return "{'offer':{'type':'offer','sdp':'" + OFFER + "'}" + more + "}";
    }

    /** Until a request that was sent before waits. */
    void awaitReader(Guest guest) {
        Await.until(
                Duration.ofSeconds(10),
                () -> {
                    Session session = node.polled.here(guest.session);
                    PolledConnection connection = session == null ? null : node.polled.connection(session);
                    return connection != null && connection.isBeingRead();
                },
                () -> "nobody reads for " + guest.user);
    }

    SignalingNode.Connected connected(String user) {
        SignalingNode.Connected connected = node.new Connected(user);
        connected.send("{'type':'join','id':'j','room':'%s'}".formatted(room));
        connected.await("joined");
        return connected;
    }

    static List<JsonNode> messages(Said said) {
        assertEquals(200, said.status(), () -> said.answer().body());
        List<JsonNode> messages = new ArrayList<>();
        said.body().path("messages").forEach(messages::add);
        return messages;
    }

    static List<String> types(Said said) {
        return messages(said).stream().map(frame -> frame.path("type").asText()).toList();
    }

    private static String escaped(Sdp sdp) {
        return sdp.text().replace("\r\n", "\\r\\n");
    }
}
