package io.beckon.benchmark.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PayloadTest {

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aStampSurvivesEveryEnvelope(Kind kind) {
        Stamp stamp = new Stamp(123_456_789_012L, 42, 7, kind, 5);

        for (Dialect dialect : new Dialect[] {new Dialect.Article(), new SocketIo(), new Beckon(Encoding.CBOR)}) {
            assertEquals(
                    stamp,
                    Stamp.find(dialect.frame(null, stamp)),
                    dialect.getClass().getSimpleName());
        }
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void aFrameIsWellFormedWithItsStamp(Encoding encoding) {
        Stamp stamp = new Stamp(1, 2, 3, Kind.OFFER, 0);

        JsonNode frame = encoding.read(new Beckon(encoding).frame(null, stamp));

        assertTrue(frame.at("/offer/sdp").asText().contains("a=" + stamp.text() + "\r\n"), frame.toString());
    }

    @Test
    void aServersOwnMessageHasNoStamp() {
        assertNull(Stamp.find("{\"type\":\"joined\",\"room\":\"bench-1\"}"));
    }

    @Test
    void anOfferIsTheArticlesMessageWithAnSdpOfRealSize() {
        ObjectNode offer = Payload.template(Kind.OFFER);
        String sdp = offer.at("/offer/sdp").asText();

        assertEquals("offer", offer.path("type").asText());
        assertEquals("offer", offer.at("/offer/type").asText());
        assertTrue(sdp.startsWith("v=0\r\n") && sdp.endsWith("\r\n"), sdp);
        assertTrue(sdp.lines().allMatch(line -> line.matches("[a-z]=.*")), sdp);
        assertTrue(sdp.length() > 1500 && sdp.length() < 2500, () -> sdp.length() + " characters");
    }

    @Test
    void aCandidateIsTheArticlesMessage() {
        ObjectNode message = Payload.template(Kind.CANDIDATE);

        assertEquals("ice-candidate", message.path("type").asText());
        assertTrue(message.at("/candidate/candidate").asText().startsWith("candidate:"));
    }
}
