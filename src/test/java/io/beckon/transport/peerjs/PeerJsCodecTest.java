package io.beckon.transport.peerjs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.beckon.following.Wording;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.ServerMessage;
import io.beckon.protocol.WireLimits;
import io.beckon.room.Json;
import io.beckon.sdp.CandidatePolicy;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerJsCodecTest {

    private final PeerJsCodec codec = new PeerJsCodec(new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN));

    private byte[] relayed(String type, String body) {
        return codec.encode(new ServerMessage.Relayed(type, Json.of(body), "peerjs", 4711, "anna", "bert"));
    }

    @Test
    void whatARoomSaysHasItsSeqWhichTheClientDoesNotGet() {
        byte[] encoded =
                relayed("answer", "{\"answer\":{\"type\":\"answer\",\"sdp\":\"v=0\\r\\ns=\\\"\\\\\"},\"pc\":\"mc_1\"}");
        assertEquals(4711, PeerJsCodec.seq(encoded));
        assertEquals(
                "{\"type\":\"ANSWER\",\"src\":\"anna\",\"dst\":\"bert\",\"payload\":{\"sdp\":{\"type\":\"answer\",\"sdp\":\"v=0\\r\\ns=\\\"\\\\\"},"
                        + "\"type\":\"media\",\"connectionId\":\"mc_1\"}}",
                PeerJsCodec.text(encoded));
    }

    /** PeerJS would make up another for an empty one, and keeps candidates by it alone. */
    @Test
    void aConnectionWithoutAPcIsCalledAfterWhoSpeaksOfIt() {
        for (String body : List.of(
                "{\"offer\":{\"type\":\"offer\",\"sdp\":\"v=0\"}}",
                "{\"answer\":{\"type\":\"answer\",\"sdp\":\"v=0\"}}",
                "{\"candidate\":{\"candidate\":\"c\"}}")) {
            String type = body.startsWith("{\"c") ? "ice-candidate" : body.substring(2, body.indexOf("\":"));
            assertTrue(PeerJsCodec.text(relayed(type, body)).endsWith(",\"connectionId\":\"~ anna\"}}"), type);
        }
    }

    @Test
    void whatIsNotOfARoomHasNone() {
        byte[] encoded = codec.encode(Wording.error(null, null, ErrorCode.NOT_ALLOWED, "12 is too many"));
        assertEquals(Long.MAX_VALUE, PeerJsCodec.seq(encoded));
        assertEquals(Notice.warning("12 is too many"), PeerJsCodec.text(encoded));
    }

    @Test
    void theEndOfCandidatesIsNothing() {
        byte[] encoded = relayed("ice-candidate", "{\"candidate\":null}");
        assertEquals("", PeerJsCodec.text(encoded));
        assertEquals(4711, PeerJsCodec.seq(encoded), "but it has its place");
    }

    private JsonNode payloadOfAnOffer(String sdp, String metadata) throws IOException {
        byte[] encoded = relayed(
                "offer",
                "{\"offer\":{\"type\":\"offer\",\"sdp\":\"" + sdp + "\"},\"pc\":\"p\""
                        + (metadata.isEmpty() ? "" : ",\"metadata\":" + metadata) + "}");
        return new ObjectMapper().readTree(PeerJsCodec.text(encoded)).path("payload");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "{\"metadata\":{\"topic\":\"weather\"}}", "{\"type\":\"camera\"}", "{\"type\":7}"})
    void anOfferThatDoesNotSayWhatItsConnectionIsCanBeUnderstood(String metadata) throws IOException {
        assertEquals(
                "media",
                payloadOfAnOffer("v=0\\r\\nm=audio 9", metadata).path("type").asText());
        JsonNode data = payloadOfAnOffer("v=0\\r\\nm=application 9", metadata);
        assertEquals("data", data.path("type").asText());
        assertEquals("raw", data.path("serialization").asText());
        assertTrue(data.path("reliable").asBoolean());
        assertEquals("p", data.path("label").asText());
        assertEquals("p", data.path("connectionId").asText());
        boolean hasTopic = metadata.contains("topic");
        assertEquals(
                hasTopic ? "weather" : "", data.path("metadata").path("topic").asText());
    }

    @Test
    void whatItSaysStands() throws IOException {
        JsonNode data = payloadOfAnOffer(
                "v=0\\r\\nm=application 9",
                "{\"serialization\":\"json\",\"label\":\"talk\",\"reliable\":false,\"more\":[1,\"}\"]}");
        assertEquals("json", data.path("serialization").asText());
        assertEquals("talk", data.path("label").asText());
        assertFalse(data.path("reliable").asBoolean());
        assertEquals("}", data.path("more").path(1).asText());
        JsonNode media = payloadOfAnOffer("v=0\\r\\nm=application 9", "{\"type\":\"media\"}");
        assertEquals("media", media.path("type").asText());
    }

    /** What was judged is not replaced by what was not. */
    @Test
    void metadataDoesNotSpeakOfTheConnectionItself() throws IOException {
        JsonNode offer =
                payloadOfAnOffer("v=0", "{\"sdp\":{\"type\":\"offer\",\"sdp\":\"other\"},\"connectionId\":\"other\"}");
        assertEquals("v=0", offer.path("sdp").path("sdp").asText());
        assertEquals("p", offer.path("connectionId").asText());
    }

    @Test
    void whatIsRolledBackIsNothing() {
        assertEquals("4711 ", new String(relayed("offer", "{\"offer\":{\"type\":\"rollback\"},\"pc\":\"p\"}"), UTF_8));
    }

    @Test
    void farewellsAreTheirs() {
        assertTrue(PeerJsCodec.text(relayed("message", "{\"data\":{\"peerjs\":\"LEAVE\"}}"))
                .startsWith("{\"type\":\"LEAVE\","));
        assertTrue(PeerJsCodec.text(relayed("message", "{\"data\":{\"peerjs\":\"EXPIRE\"}}"))
                .startsWith("{\"type\":\"EXPIRE\","));
        assertEquals("4711 ", new String(relayed("message", "{\"data\":{\"text\":\"LEAVE\"}}"), UTF_8));
    }
}
