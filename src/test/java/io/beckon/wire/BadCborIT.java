package io.beckon.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 2: what of CBOR is no frame. The bytes are those of RFC 8949. */
class BadCborIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private BadFrameProbe probe;

    @BeforeEach
    void joinTwo() {
        probe = new BadFrameProbe(server, Encoding.CBOR);
    }

    @ParameterizedTest
    @CsvSource({
        "byte string, 4161",
        "byte string inside, 81824161f6",
        "empty byte string, 40",
        "indefinite byte string, 5f4161ff",
        "date tag, c074323031332d30332d32315432303a30343a30305a",
        "positive bignum, c249010000000000000000",
        "negative bignum, c349010000000000000000",
        "unknown tag, d9303901",
        "NaN half, f97e00",
        "NaN double, fb7ff8000000000000",
        "infinity half, f97c00",
        "minus infinity double, fbfff0000000000000",
        "byte string as key, a1416101",
        "self-description inside, 81d9d9f74161"
    })
    void whatJsonDoesNotHaveIsRefused(String what, String data) {
        probe.refusesPayload(message(data), "bad-message");
    }

    // "text-string keys", but whether others are syntax or content is not said.
    @ParameterizedTest
    @ValueSource(strings = {"a10101", "a1f501", "a1f601", "a1a001", "a18001"})
    void keysAreText(String data) {
        probe.refusesPayload(message(data), "bad-message|bad-json");
    }

    @ParameterizedTest
    @CsvSource({
        "nothing at all, ''",
        "reserved additional information, 1c",
        "break without a start, ff",
        "array cut short, 8201",
        "text cut short, 6461",
        "indefinite array without end, 9f01",
        "indefinite text with a byte string in it, 7f4161ff",
        "odd indefinite map, bf616101616 2ff",
        "reserved simple value, f817",
        "text that is no UTF-8, 61ff",
        "overlong UTF-8, 62c080",
        "surrogate in UTF-8, 63eda080"
    })
    void whatIsNoCborIsRefused(String what, String data) {
        probe.refusesPayload(message(data.replace(" ", "")), "bad-json");
    }

    @ParameterizedTest
    @CsvSource({
        "array of 2^32, 9b0000000100000000",
        "array of 2^31, 9a7fffffff",
        "array of 2^64, 9bffffffffffffffff",
        "map of 2^31, ba7fffffff",
        "map of 2^63, bb8000000000000000",
        "text of 2^31, 7a7fffffff",
        "text of 2^40, 7b0000010000000000",
        "text of 2^63, 7b8000000000000000",
        "text of 2^64, 7bffffffffffffffff"
    })
    void lengthsThatAreNotThereAreRefused(String what, String data) {
        probe.refusesPayload(message(data), "bad-json");
    }

    @Test
    void aLongByteStringThatIsNotThereIsRefused() {
        probe.refusesPayload(message("5b0000010000000000"), "bad-json|bad-message");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 1000, 400_000})
    void deepNestingIsRefused(int depth) {
        probe.refusesPayload(message("81".repeat(depth) + "01"), "bad-json");
        probe.refusesPayload(message("9f".repeat(depth)), "bad-json");
        if (depth < 100_000) {
            probe.refusesPayload(message("a16161".repeat(depth) + "01"), "bad-json");
            probe.refusesPayload(message("c1".repeat(depth) + "01"), "bad-json|bad-message");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a2616101616102", "81a2616101616102", "bf61610161617f6161ffff", "bf616101616102ff"})
    void duplicateKeysAreRefused(String data) {
        probe.refusesPayload(message(data), "bad-json");
    }

    @Test
    void trailingBytesAreRefused() {
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.writeBytes(message("01"));
        two.writeBytes(message("01"));

        probe.refusesPayload(two.toByteArray(), "bad-json");
        probe.refusesPayload(new byte[0], "bad-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "01", "f6", "6470696e67", "f5"})
    void onlyMapsAreFrames(String payload) {
        probe.refusesPayload(HexFormat.of().parseHex(payload), "bad-json|bad-message");
    }

    @Test
    void textIsRefusedAndTheConnectionGoesOn() {
        RawWebSocket socket = server.openRaw(Encoding.CBOR);
        socket.send(RawWebSocket.Frame.text("{\"type\":\"ping\"}"));
        JsonNode error = Encoding.CBOR.read(socket.read().payload());
        assertEquals("bad-message", error.path("code").asText());

        socket.send(RawWebSocket.Frame.of(RawWebSocket.BINARY, Encoding.CBOR.write(Frames.frame("ping"))));
        assertEquals(
                "pong", Encoding.CBOR.read(socket.read().payload()).path("type").asText());
    }

    /** {@code {"type": "message", "data": <data>}}. */
    private static byte[] message(String data) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0xa2);
        frame.writeBytes("dtypegmessageddata".getBytes(US_ASCII));
        frame.writeBytes(HexFormat.of().parseHex(data));
        return frame.toByteArray();
    }
}
