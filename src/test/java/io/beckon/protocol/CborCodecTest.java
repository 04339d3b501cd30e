package io.beckon.protocol;

import static io.beckon.protocol.ErrorCode.BAD_JSON;
import static io.beckon.protocol.ErrorCode.BAD_MESSAGE;
import static io.beckon.protocol.ErrorCode.UNKNOWN_TYPE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.beckon.room.Json;
import io.beckon.sdp.CandidatePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CborCodecTest extends CodecContract {

    private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());

    /** {@code type: "message"} and {@code id: "1"}, as the first two members of a map, which has yet to be opened. */
    private static final String HEAD = "64" + hex("type") + "67" + hex("message") + "62" + hex("id") + "61" + hex("1");

    private static final String DATA = "64" + hex("data");

    @Override
    MessageCodec codec() {
        return new CborCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN);
    }

    @Override
    byte[] frame(String json) {
        try {
            return CBOR.writeValueAsBytes(Golden.tree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    JsonNode tree(byte[] frame) {
        try {
            return Golden.tree(CBOR.readTree(frame).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void valuesThatJsonCannotSayAreNamedInTheRefusal() throws Exception {
        refusedValue("41 00"); // a byte string
        refusedValue("5f 41 00 ff"); // in chunks
        refusedValue("c0 60"); // a tag
        refusedValue("c2 41 01"); // a bignum
        refusedValue("f97e00"); // NaN
        refusedValue("f97c00"); // infinity
        refusedValue("fb fff0000000000000"); // negative infinity
        refusedValue("f0"); // an unassigned simple value
        refusedValue("f8 ff"); // another one
        refusedValue("82 01 40"); // in an array
    }

    @Test
    void valuesThatJsonCannotSayDoNotHideAnUnknownType() {
        MalformedMessage refusal = refusalOf("a2 64" + hex("type") + "61" + hex("x") + "61" + hex("y") + "41 00");
        assertEquals(UNKNOWN_TYPE, refusal.code());
    }

    @Test
    void anIdThatJsonCannotSayIsNotAnswered() {
        MalformedMessage refusal = refusalOf("a2 64" + hex("type") + "64" + hex("ping") + "62" + hex("id") + "41 31");
        assertEquals(BAD_MESSAGE, refusal.code());
        assertEquals("id", refusal.field());
        assertNull(refusal.id());
    }

    @Test
    void keysMustBeText() {
        for (String key : new String[] {"01", "41 61", "80", "a0", "f6", "20"}) {
            MalformedMessage refusal = refusalOf("a4" + HEAD + DATA + "01" + key + "01");
            assertEquals(BAD_MESSAGE, refusal.code(), key);
            assertEquals("1", refusal.id(), key);
        }
    }

    @Test
    void theTagForSelfDescribedCborMayStandAnywhere() throws Exception {
        String tag = "d9d9f7";
        String frame = tag + tag + "a3" + HEAD + tag + DATA + tag + "61" + hex("x");
        assertEquals(Json.of("{\"data\":\"x\"}"), ((ClientMessage.Message) decodeHex(frame)).body());
    }

    @Test
    void undefinedIsAbsentInMapsAndNullInArrays() throws Exception {
        assertEquals("{\"data\":{\"b\":[null]}}", data("a2 61" + hex("a") + "f7 61" + hex("b") + "81 f7"));
        MalformedMessage refusal =
                refusalOf("a2 64" + hex("type") + "6d" + hex("ice-candidate") + "69" + hex("candidate") + "f7");
        assertEquals("candidate", refusal.field());
    }

    @Test
    void indefiniteLengthsAreAccepted() throws Exception {
        String text = "7f 62" + hex("ab") + "60 61" + hex("c") + "ff";
        assertEquals("{\"data\":{\"k\":[\"abc\"]}}", data("bf 61" + hex("k") + "9f " + text + " ff ff"));
        assertEquals(
                new ClientMessage.Ping("1"),
                decodeHex("bf 7f 64" + hex("type") + "ff 64" + hex("ping") + "62" + hex("id") + "61 31 ff"));
    }

    @Test
    void integralFloatsAreIntegers() throws Exception {
        assertEquals(
                "{\"data\":[1,1,-2,0,1.5,9007199254740991]}",
                data("86 f93c00 fa3f800000 fbc000000000000000 f98000 f93e00 fb433fffffffffffff"));
    }

    @Test
    void integersOfAllSizesKeepTheirValue() throws Exception {
        assertEquals(
                "{\"data\":[18446744073709551615,-18446744073709551616,-1,24,-9223372036854775808]}",
                data("85 1bffffffffffffffff 3bffffffffffffffff 20 1818 3b7fffffffffffffff"));
    }

    @Test
    void integersOf64BitsAreSentAsSuch() {
        sent("[18446744073709551615,-18446744073709551616]", "82 1bffffffffffffffff 3bffffffffffffffff");
        sent(
                "{\"a\":[9223372036854775808,-9223372036854775809],\"b\":-18446744073709551616}",
                "a2 61" + hex("a") + "82 1b8000000000000000 3b8000000000000000 61" + hex("b") + "3bffffffffffffffff");
        sent("[9223372036854775807,-9223372036854775808]", "82 1b7fffffffffffffff 3b7fffffffffffffff");
        sent("[18446744073709551616,-36893488147419103232]", "82 fa5f800000 fae0000000");
    }

    private static void sent(String json, String expected) {
        byte[] cbor = CborWriter.write(json.getBytes(StandardCharsets.UTF_8));
        assertEquals(expected.replace(" ", ""), HexFormat.of().formatHex(cbor), json);
    }

    @Test
    void whatIsNotWellFormedIsBadJson() {
        String[] values = {
            "", // nothing
            "1c",
            "5c",
            "7d",
            "fc",
            "fd",
            "fe",
            "df",
            "1f",
            "3f", // reserved
            "ff", // a break alone
            "62 61", // short
            "7b ffffffffffffffff 61",
            "9b 7fffffffffffffff",
            "bb 7fffffffffffffff",
            "5b 00000000ffffffff", // bombs
            "62 c328",
            "63 eda080",
            "62 c080",
            "61 80", // not UTF-8
            "7f 41 61 ff",
            "7f 7f 61 61 ff ff", // chunks of another kind
            "7f 61 c3 61 a9 ff", // a character across chunks
            "f8 14", // a simple value in the wrong form
            "a2 61 61 01 61 61 02",
            "a2 61 61 f7 61 61 02", // keys twice
            "bf 61 61 ff", // a key without value
            "01 01", // more than there are members
        };
        for (String value : values) {
            assertEquals(BAD_JSON, refusalOf("a3" + HEAD + DATA + value).code(), value);
        }
    }

    @Test
    void framesThatAreNotOneMapAreBadJson() {
        for (String frame : new String[] {"", "80", "01", "f6", "60", "40", "a0a0", "c0"}) {
            assertEquals(BAD_JSON, refusalOf(frame).code(), frame);
        }
    }

    @Test
    void bombsOfDepthAreRefused() {
        byte[] arrays = new byte[500_000];
        for (int head : new int[] {0x81, 0x9f, 0xbf, 0xa1, 0xd9, 0xc1, 0x5f, 0x7f}) {
            Arrays.fill(arrays, (byte) head);
            assertEquals(
                    BAD_JSON,
                    assertThrows(MalformedMessage.class, () -> codec().decode(arrays))
                            .code());
        }
    }

    @Test
    void aRefusalOfDeepNestingIsStillAddressed() {
        MalformedMessage refusal = refusalOf("a3" + DATA + "81".repeat(40) + "01" + HEAD);
        assertEquals(BAD_JSON, refusal.code());
        assertEquals("1", refusal.id());
    }

    @Test
    void longTextsAndManyEntriesHaveDefiniteLengths() throws Exception {
        String text = "ü".repeat(5000);
        StringBuilder data = new StringBuilder("{\"data\":{\"" + text + "\":\"" + text + "\",\"list\":[0");
        for (int i = 1; i < 300; i++) {
            data.append(',').append(i);
        }
        Json body = Json.of(data.append("]}}").toString());
        byte[] frame = codec().encode(new ServerMessage.Relayed("message", body, "r", 1, "p", null));
        assertTrue(
                new String(frame, StandardCharsets.ISO_8859_1).contains("\u0079\u0027\u0010"), "text of 10000 bytes");
        assertTrue(new String(frame, StandardCharsets.ISO_8859_1).contains("\u0099\u0001\u002c"), "array of 300");
        assertEquals(
                Golden.tree(new String(body.utf8(), StandardCharsets.UTF_8)).get("data"),
                tree(frame).get("data"));
    }

    @Test
    void numbersHaveTheirShortestForm() throws Exception {
        String numbers =
                "0,23,24,255,256,65535,65536,4294967295,4294967296,9007199254740991,-1,-24,-25,-4294967296,-4294967297,"
                        + "1.0,1.5,0.1,1e300,18446744073709551616";
        byte[] frame = codec().encode(
                        new ServerMessage.Relayed("m", Json.of("{\"data\":[" + numbers + "]}"), "r", 1, "p", null));
        String expected = "94 00 17 1818 18ff 190100 19ffff 1a00010000 1affffffff 1b0000000100000000 1b001fffffffffffff"
                + " 20 37 3818 3affffffff 3b0000000100000000 01 fa3fc00000 fb3fb999999999999a fb7e37e43c8800759c fa5f800000";
        String actual = HexFormat.of().formatHex(frame);
        assertEquals(
                expected.replace(" ", ""),
                actual.substring(actual.length() - expected.replace(" ", "").length()));
    }

    @Test
    void aFrameIsOneMapOfDefiniteLength() {
        byte[] expected = bytes("a2 64" + hex("type") + "64" + hex("pong") + "62" + hex("id") + "61 31");
        assertArrayEquals(expected, codec().encode(new ServerMessage.Pong("1")));
    }

    private void refusedValue(String value) {
        MalformedMessage refusal = refusalOf("a3" + DATA + value + HEAD);
        assertEquals(BAD_MESSAGE, refusal.code(), value);
        assertEquals("data", refusal.field(), value);
        assertEquals("1", refusal.id(), value);
    }

    private String data(String value) throws MalformedMessage {
        Json body = ((ClientMessage.Message) decodeHex("a3" + HEAD + DATA + value)).body();
        return new String(body.utf8(), StandardCharsets.UTF_8);
    }

    private ClientMessage decodeHex(String hex) throws MalformedMessage {
        return codec().decode(bytes(hex));
    }

    private MalformedMessage refusalOf(String hex) {
        return assertThrows(MalformedMessage.class, () -> decodeHex(hex), hex);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
