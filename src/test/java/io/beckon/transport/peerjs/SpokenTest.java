package io.beckon.transport.peerjs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class SpokenTest {

    private static Spoken spoken(String text) {
        Spoken spoken = Spoken.of(text.getBytes(UTF_8));
        assertNotNull(spoken, text);
        return spoken;
    }

    private static String frame(String text) {
        return new String(spoken(text).frame("1", "\"r\""), UTF_8);
    }

    @Test
    void anOfferBecomesOneWithWhatElseItSaysAsMetadata() {
        assertEquals(
                "{\"id\":\"1\",\"room\":\"r\",\"to\":\"bob\",\"type\":\"offer\",\"offer\":{\"type\":\"offer\",\"sdp\":\"v=0\\\"}\"},"
                        + "\"pc\":\"dc_1\",\"metadata\":{\"label\":\"x y\"}}",
                frame(
                        "{\"type\":\"OFFER\", \"dst\":\"bob\", \"payload\": {\"sdp\": {\"type\":\"offer\",\"sdp\":\"v=0\\\"}\"},"
                                + " \"connectionId\": \"dc_1\", \"label\": \"x y\" } }"));
    }

    @Test
    void aCandidateBecomesOne() {
        assertEquals(
                "{\"id\":\"1\",\"room\":\"r\",\"to\":\"bob\",\"type\":\"ice-candidate\",\"candidate\":{\"candidate\":\"c\"},\"pc\":\"dc_1\"}",
                frame(
                        "{\"payload\":{\"candidate\":{\"candidate\":\"c\"},\"connectionId\":\"dc_1\"},\"type\":\"CANDIDATE\",\"dst\":\"bob\"}"));
    }

    @Test
    void aPayloadThatIsNoneIsPassedOver() {
        for (String payload : new String[] {"null", "7", "[]", "\"text\"", "{}"}) {
            assertEquals(
                    "{\"id\":\"1\",\"room\":\"r\",\"to\":\"bob\",\"type\":\"answer\"}",
                    frame("{\"type\":\"ANSWER\",\"dst\":\"bob\",\"payload\":" + payload + "}"));
        }
    }

    @Test
    void whatIsNoObjectIsNothing() {
        assertNull(Spoken.of("not JSON".getBytes(UTF_8)));
        assertNull(Spoken.of("{\"type\":\"OFFER".getBytes(UTF_8)));
        assertNull(Spoken.of("{\"type\":\"OFFER\\".getBytes(UTF_8)));
    }
}
