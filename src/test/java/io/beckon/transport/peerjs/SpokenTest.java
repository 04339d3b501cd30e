package io.beckon.transport.peerjs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.MalformedMessage;
import io.beckon.protocol.WireLimits;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.wire.Sdp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said in PeerJS' words is the message that {@code signaling.v1} would have, and is held to the same. */
class SpokenTest {

    private static final JsonCodec JSON = new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN);
    private static final String HEAD = "{\"id\":\"1\",\"room\":\"r\",\"to\":\"bob\",";
    private static final String SDP =
            Sdp.offer("aaaa").text().replace("\r", "\\r").replace("\n", "\\n");
    private static final String CANDIDATE = "{\"candidate\":\"candidate:1 1 udp 2130706431 192.0.2.1 9 typ host\","
            + "\"sdpMid\":\"0\",\"sdpMLineIndex\":0,\"usernameFragment\":\"aaaa\"}";

    private static Spoken spoken(String text) throws MalformedMessage {
        return Spoken.of(text.getBytes(UTF_8));
    }

    private static ClientMessage message(String text) throws MalformedMessage {
        return spoken(text).message(JSON, "1", "r");
    }

    private static ClientMessage frame(String members) throws MalformedMessage {
        return JSON.decode((HEAD + members + "}").getBytes(UTF_8));
    }

    private static String said(String type, String payload) {
        return "{\"type\":\"" + type + "\", \"payload\": " + payload + ", \"dst\":\"bob\"}";
    }

    @Test
    void anOfferIsOneWithWhatElseItSaysAsMetadata() throws MalformedMessage {
        String text = said(
                "OFFER",
                "{\"sdp\": {\"type\":\"offer\", \"sdp\":\"" + SDP + "\", \"x\":{}},\"type\":\"data\","
                        + " \"connectionId\": \"dc_1\", \"label\": \"x \\\"y\", \"metadata\": {\"a\": [1, {\"b\":null}]} }");
        ClientMessage expected = frame(
                "\"type\":\"offer\",\"offer\":{\"type\":\"offer\",\"sdp\":\"" + SDP
                        + "\"},\"pc\":\"dc_1\",\"metadata\":{\"type\":\"data\",\"label\":\"x \\\"y\",\"metadata\":{\"a\":[1,{\"b\":null}]}}");
        assertEquals(expected, message(text));
        Spoken kept = spoken(text).kept();
        assertEquals(expected, kept.message(JSON, "1", "r"), "said later");
        assertEquals(text.length(), kept.size());
        assertEquals("bob", kept.to());
    }

    @Test
    void anAnswerIsOne() throws MalformedMessage {
        String answer = Sdp.answer("aaaa").text().replace("\r", "\\r").replace("\n", "\\n");
        assertEquals(
                frame("\"type\":\"answer\",\"answer\":{\"type\":\"answer\",\"sdp\":\"" + answer
                        + "\"},\"pc\":\"dc_1\""),
                message(said(
                        "ANSWER",
                        "{\"sdp\":{\"type\":\"answer\",\"sdp\":\"" + answer
                                + "\"},\"connectionId\":\"dc_1\",\"browser\":\"chrome\"}")));
    }

    @Test
    void aCandidateIsOne() throws MalformedMessage {
        assertEquals(
                frame("\"type\":\"ice-candidate\",\"candidate\":" + CANDIDATE + ",\"pc\":\"dc_1\""),
                message(said("CANDIDATE", "{\"candidate\":" + CANDIDATE + ",\"connectionId\":\"dc_1\"}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEAVE", "EXPIRE"})
    void whatHasNoFrameOfItsOwnIsAMessage(String type) throws MalformedMessage {
        assertEquals(
                frame("\"type\":\"message\",\"data\":{\"peerjs\":\"" + type + "\"}"),
                message("{\"type\":\"" + type + "\",\"dst\":\"bob\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "[]", "\"text\"", "{}"})
    void aPayloadThatIsNoneIsPassedOver(String payload) {
        MalformedMessage refused = assertThrows(MalformedMessage.class, () -> message(said("ANSWER", payload)));
        assertEquals("answer", refused.field());
        assertEquals("1", refused.id());
    }

    /** What is wrong is named as it is of a frame of {@code signaling.v1}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "OFFER | {'sdp':{'type':'offer'}} | 'type':'offer','offer':{'type':'offer'}",
                "OFFER | {'sdp':7} | 'type':'offer','offer':7",
                "OFFER | {'sdp':{'type':'offer','sdp':'v=1'}} | 'type':'offer','offer':{'type':'offer','sdp':'v=1'}",
                "CANDIDATE | {'candidate':{'candidate':'c'}} | 'type':'ice-candidate','candidate':{'candidate':'c'}"
            })
    void whatIsRefusedIsRefusedAlike(String type, String payload, String members) {
        MalformedMessage refused =
                assertThrows(MalformedMessage.class, () -> message(said(type, payload.replace('\'', '"'))));
        MalformedMessage expected = assertThrows(MalformedMessage.class, () -> frame(members.replace('\'', '"')));
        assertEquals(expected.getMessage(), refused.getMessage());
        assertEquals(expected.field(), refused.field());
        assertEquals(expected.code(), refused.code());
        assertEquals(expected.type(), refused.type());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "[]",
                "7",
                "{\"type\":\"OFFER",
                "{\"type\":\"OFFER\\",
                "{} {}",
                "{\"type\":\"OFFER\",\"type\":\"OFFER\"}",
                "{\"type\":\"\\ud800\"}"
            })
    void whatIsNoObjectIsRefused(String text) {
        MalformedMessage refused = assertThrows(MalformedMessage.class, () -> spoken(text));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("the frame "), refused.getMessage());
    }
}
