package io.beckon.protocol;

import static io.beckon.protocol.ErrorCode.BAD_JSON;
import static io.beckon.protocol.ErrorCode.BAD_MESSAGE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.room.Json;
import io.beckon.sdp.CandidatePolicy;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class JsonCodecTest extends CodecContract {

    @Override
    MessageCodec codec() {
        return new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN);
    }

    @Override
    byte[] frame(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    JsonNode tree(byte[] frame) {
        return Golden.tree(new String(frame, StandardCharsets.UTF_8));
    }

    @TestFactory
    Stream<DynamicTest> framesToClientsAreTheGoldenOnesByteForByte() {
        return ServerSamples.all().entrySet().stream()
                .map(sample -> test(
                        sample.getKey(),
                        () -> assertEquals(
                                Golden.server(sample.getKey()),
                                new String(codec().encode(sample.getValue()), StandardCharsets.UTF_8))));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotOneJsonObjectIsBadJson() {
        return Stream.of(
                        "",
                        " ",
                        "null",
                        "[]",
                        "\"ping\"",
                        "7",
                        "{",
                        "{'type':'ping'",
                        "{'type':'ping'}}",
                        "{'type':'ping'}{}",
                        "{'type':'ping'} x",
                        "{'type':'ping',}",
                        "{type:'ping'}",
                        "{'type':'ping','x':NaN}",
                        "{'type':'ping','x':Infinity}",
                        "{'type':'ping','x':01}",
                        "{'type':'ping','x':.5}",
                        "{'type':'ping','x':+1}",
                        "{'type':'ping','x':'a\tb'}",
                        "{'type':'ping','x':'\\x'}",
                        "{'type':'ping'} // comment",
                        "{'type':'ping','type':'ping'}",
                        "{'type':'ping','x':{'a':1,'\\u0061':2}}",
                        "{'type':'ping','x':[{'y':{'a':1,'b':2,'c':3,'a':4}}]}",
                        "{'type':'ping','x':'\\ud800'}",
                        "{'type':'ping','x':'\\uDFFF'}",
                        "{'type':'ping','x':'\\uDC00\\uD800'}",
                        "{'type':'ping','x':'\\uD800\\n'}",
                        "{'type':'ping','\\uD83D':1}",
                        "\uFEFF{'type':'ping'}")
                .map(frame ->
                        test(frame, () -> assertEquals(BAD_JSON, refusal(frame).code())));
    }

    @TestFactory
    Stream<DynamicTest> otherEncodingsAreBadJson() {
        return Stream.of("UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE")
                .map(name -> test(name, () -> {
                    byte[] frame = "{\"type\":\"ping\"}".getBytes(Charset.forName(name));
                    assertEquals(
                            BAD_JSON,
                            assertThrows(MalformedMessage.class, () -> codec().decode(frame))
                                    .code());
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotUtf8IsBadJson() {
        return Stream.of("80", "c080", "c3", "e08080", "eda080", "f0808080", "f4908080", "f5808080", "fe", "e282")
                .map(hex -> test(hex, () -> {
                    String text = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
                    byte[] frame = ("{\"type\":\"ping\",\"x\":\"" + text + "\"}").getBytes(StandardCharsets.ISO_8859_1);
                    assertEquals(
                            BAD_JSON,
                            assertThrows(MalformedMessage.class, () -> codec().decode(frame))
                                    .code());
                }));
    }

    @Test
    void escapedPairsOfSurrogatesAndEscapedBackslashesAreFine() throws Exception {
        decode("{'type':'ping','x':'\\ud83d\\uDC4B \\\\ud800 \\\\\\\\udfff'}");
    }

    @Test
    void refusalsForDuplicatesAndSurrogatesAreStillAddressed() {
        MalformedMessage twice = refusal("{'type':'ping','x':{'a':1,'a':2},'room':'r','id':'5'}");
        assertEquals("5", twice.id());
        assertEquals("r", twice.room());
        assertEquals("5", refusal("{'type':'ping','x':'\\ud800','id':'5'}").id());
        assertNull(refusal("{'type':'ping','id':'4','id':'5'}").id());
        assertNull(refusal("{'type':'ping','id':'4'").id());
    }

    @Test
    void dataIsRelayedCompact() throws Exception {
        String frame = "{'type':'message', 'data' : { 'a' : [ 1.50 , -0 , 1E2 ] , 'b':'\\u0041\\/\\u00e9' }\n}";
        assertEquals(
                Json.of("{\"data\":{\"a\":[1.50,-0,1E2],\"b\":\"A/é\"}}"),
                ((ClientMessage.Message) decode(frame)).body());
    }

    @Test
    void integersMayBeWrittenAsFractions() throws Exception {
        assertEquals(4096L, ((ClientMessage.Reject) decode("{'type':'reject','re':4.096e3}")).re());
        assertEquals(2, ((ClientMessage.Kick) decode("{'type':'kick','peer':'p','barSeconds':2.0}")).barSeconds());
    }

    @Test
    void numbersThatNoDoubleHoldsAreRefused() {
        assertRefused(BAD_MESSAGE, "data", "{'type':'message','data':[1e400]}");
        assertRefused(BAD_MESSAGE, "metadata", "{'type':'update','metadata':{'n':" + "9".repeat(400) + "}}");
    }

    @Test
    void escapesOfTheSenderAreRelayedAsTheyStand() throws Exception {
        String frame = Golden.client("offer").replace("s=-", "s=\\u00e9\\/");
        Json body = ((ClientMessage.Offer) decode(frame)).body();
        byte[] relayed = codec().encode(new ServerMessage.Relayed("offer", body, "r", 1, "p", null));
        String expected = "{\"type\":\"offer\",\"room\":\"r\",\"seq\":1,\"from\":\"p\","
                + new String(body.utf8(), StandardCharsets.UTF_8).substring(1);
        assertArrayEquals(expected.getBytes(StandardCharsets.UTF_8), relayed);
    }

    @Test
    void textThatIsNotUnicodeDoesNotSpoilAFrame() {
        byte[] frame =
                codec().encode(new ServerMessage.ErrorMessage(null, BAD_JSON, "a\ud800b", null, null, false, null));
        assertEquals("a?b", tree(frame).get("message").textValue());
    }
}
