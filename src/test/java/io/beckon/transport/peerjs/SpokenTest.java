package io.beckon.transport.peerjs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.json.JsonSyntax;
import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.MalformedMessage;
import io.beckon.protocol.WireLimits;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.wire.Sdp;
import java.util.concurrent.Callable;
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
        Spoken waiting = spoken(text);
        waiting.waits();
        assertEquals(expected, waiting.message(JSON, "1", "r"), "said later");
        assertEquals(text.length(), waiting.size());
        assertEquals("bob", waiting.to());
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

    /** As it is called here for PeerJS, which needs a name, and whose own are random. */
    @Test
    void aConnectionThatTheRoomHasNoNameForKeepsNone() throws MalformedMessage {
        String unnamed = ",\"connectionId\":\"~ bob\"}";
        assertEquals(
                frame("\"type\":\"ice-candidate\",\"candidate\":" + CANDIDATE),
                message(said("CANDIDATE", "{\"candidate\":" + CANDIDATE + unnamed)));
        String sdp = "{\"sdp\":{\"type\":\"offer\",\"sdp\":\"" + SDP + "\"}";
        assertEquals(
                frame("\"type\":\"offer\",\"offer\":{\"type\":\"offer\",\"sdp\":\"" + SDP + "\"}"),
                message(said("OFFER", sdp + unnamed)));
        assertEquals(
                frame("\"type\":\"reject\""),
                spoken(said("ANSWER", "{\"sdp\":{}" + unnamed)).rejection(JSON, "1", "r"));
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

    private static String offer(String others) {
        return said("OFFER", "{\"sdp\":{\"type\":\"offer\",\"sdp\":\"" + SDP + "\"}," + others + "}");
    }

    private static ClientMessage offered(String metadata) throws MalformedMessage {
        return frame("\"type\":\"offer\",\"offer\":{\"type\":\"offer\",\"sdp\":\"" + SDP + "\"},\"metadata\":{"
                + metadata + "}");
    }

    /** The frame that it becomes is as deep as what was said: message, payload and what is in it; frame, metadata and what is in it. */
    @Test
    void itIsNestedAsDeepAsAFrameMayBeAndNoDeeper() throws MalformedMessage {
        String deepest = "\"x\":" + "[".repeat(JsonSyntax.MAX_DEPTH - 2) + "]".repeat(JsonSyntax.MAX_DEPTH - 2);
        assertEquals(offered(deepest), message(offer(deepest)));
        String deeper = deepest.replace("[]", "[[]]");
        MalformedMessage refused = assertThrows(MalformedMessage.class, () -> spoken(offer(deeper)));
        assertEquals(assertThrows(MalformedMessage.class, () -> offered(deeper)).getMessage(), refused.getMessage());
        assertTrue(String.valueOf(refused.getMessage()).contains("deeper than 32"), refused.getMessage());
    }

    /** What an offer says beside its description, as compact JSON, however it came. */
    @Test
    void ofAnOfferIsKeptWhatFitsIntoItsMetadata() throws MalformedMessage {
        int most = 16 * 1024 - "{'label':''}".length();
        String fits = "\"label\" :  \"" + "x".repeat(most) + "\"";
        assertEquals(offered(fits), message(offer(fits)));
        String more = fits.replace("xx\"", "xxx\"");
        MalformedMessage refused = assertThrows(MalformedMessage.class, () -> message(offer(more)));
        assertEquals(ErrorCode.TOO_LARGE, refused.code());
        assertEquals("metadata", refused.field());
        assertEquals(assertThrows(MalformedMessage.class, () -> offered(more)).getMessage(), refused.getMessage());
    }

    /** What is wrong below the top, where nothing is looked into. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'label':'\\ud800'",
                "'label':'\\udc00\\ud800'",
                "'\\ud800':1",
                "'metadata':{'x':['\\udfff']}",
                "'label':1,'label':1",
                "'label':1,'l\\u0061bel':1",
                "'metadata':{'x':[{'y':1,'y':2}]}",
                "'x':DIGITS",
                "'x':-DIGITS",
                "'x':[0.DIGITS]",
                "'x':1eDIGITS",
                "'x':DIGITSe-1000"
            })
    void whatIsJudgedOfAFrameIsJudgedAlike(String others) {
        String members = others.replace('\'', '"').replace("DIGITS", "7".repeat(1000));
        assertEquals(judged(() -> offered(members)), judged(() -> message(offer(members))));
    }

    /** Nobody reads what is beside the payload, but it is JSON as anything else. */
    @ParameterizedTest
    @ValueSource(strings = {"DIGITS", "[0.DIGITS]", "'\\ud800'", "{'x':1,'x':1}"})
    void whatIsPassedOverIsJudgedAlike(String value) {
        String other = ",\"other\":" + value.replace('\'', '"').replace("DIGITS", "7".repeat(1000));
        assertEquals(
                judged(() -> frame("\"type\":\"message\",\"data\":{\"peerjs\":\"LEAVE\"}" + other)),
                judged(() -> message("{\"type\":\"LEAVE\",\"dst\":\"bob\"" + other + "}")));
    }

    /** A message, or why it is none, but not at which of its bytes. */
    private static Object judged(Callable<ClientMessage> read) {
        try {
            return read.call();
        } catch (MalformedMessage refused) {
            String why = String.valueOf(refused.getMessage()).replaceAll(", at byte \\d+", "");
            return refused.code() + " " + refused.field() + " " + why;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
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
