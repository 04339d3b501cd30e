package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.cluster.Await;
import io.beckon.records.AuditSchemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A whole call at a node without brokers, as auditors read it from its file. */
class AuditFileIT {

    private static final AuditTrailFile FILE = new AuditTrailFile();

    @RegisterExtension
    static final ServerUnderTest server =
            ServerUnderTest.with("beckon.audit.file", FILE.toString(), "beckon.audit.addresses", "hashed");

    @Test
    void aWholeCallIsToldInOrder() {
        Pair pair = Pair.join(server, Encoding.JSON);
        Client first = pair.first();
        Client second = pair.second();
        second.ack(Frames.offer(Sdp.offer("Uf12").text(), "to", first.peer()));
        JsonNode offer = first.await("offer");
        first.ack(Frames.answer(
                Sdp.answer("Uf34").text(),
                "to",
                second.peer(),
                "re",
                offer.path("seq").asLong()));
        second.ack(Frames.candidate(Frames.hostCandidate("Uf12", 5000), "to", first.peer()));
        second.ack(Frames.message("marked-chat-text", "to", first.peer()));
        second.expect("left", Frames.frame("leave"));
        second.close();

        Await.until(
                Duration.ofSeconds(30),
                () -> kinds(second).containsAll(List.of("participant.left", "session.ended")),
                () -> "told: " + FILE.events());
        assertEquals(
                List.of("session.opened", "session.ended"),
                kinds(second).stream()
                        .filter(kind -> kind.startsWith("session."))
                        .toList());
        assertEquals(
                List.of(
                        "participant.joined",
                        "offer.relayed",
                        "candidate.relayed",
                        "message.relayed",
                        "participant.left"),
                kinds(second).stream()
                        .filter(kind -> !kind.startsWith("session.") && !kind.equals("negotiation.settled"))
                        .toList());
        assertTrue(kindsOf(event -> event.path("subject").asText().endsWith("/" + pair.room()))
                .containsAll(List.of("room.opened", "answer.relayed", "negotiation.settled")));

        String text = FILE.text();
        for (String secret : List.of("marked-chat-text", "fir73LInt7i4oys9lt20OdiK", "63:E1:A9:BA", "127.0.0.1")) {
            assertFalse(text.contains(secret), secret);
        }
        for (JsonNode event : FILE.events()) {
            assertEquals("1.0", event.path("specversion").asText());
            AuditSchemas.check(
                    event.path("type").asText(), event.path("data").toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void theTraceOfARequestIsNamed() throws IOException {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        UpgradeRequest.to(server.url())
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .open(refused -> {});
        Await.until(
                Duration.ofSeconds(30),
                () -> kindsOf(event -> event.path("data").path("trace").asText().equals(trace))
                        .equals(List.of("authentication.denied")),
                () -> "told: " + FILE.events());
    }

    /** Kinds of events of a session, in order. */
    private static List<String> kinds(Client client) {
        return kindsOf(event ->
                event.path("data").path("actor").path("session").asText().equals(client.session()));
    }

    private static List<String> kindsOf(Predicate<JsonNode> wanted) {
        return FILE.events().stream().filter(wanted).map(AuditTrailFile::kind).toList();
    }
}
