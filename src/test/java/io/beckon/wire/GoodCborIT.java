package io.beckon.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.wire.RawWebSocket.Frame;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 2: the forms of CBOR that are accepted, and the one that is sent. */
class GoodCborIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @ParameterizedTest
    @CsvSource({
        "indefinite array, 9f0102ff, '[1,2]'",
        "indefinite map, bf616101ff, '{\"a\":1}'",
        "indefinite text, 7f61616162ff, '\"ab\"'",
        "undefined in an array, 81f7, '[null]'",
        "undefined in a map, a26161f7616201, '{\"b\":1}'",
        "integral float, f93c00, 1",
        "long form of a small integer, 1b0000000000000001, 1",
        "half float, f93e00, 1.5",
        "negative integer, 3903e7, -1000",
        "largest safe integer, 1b001fffffffffffff, 9007199254740991",
        "null, 81f6, '[null]'",
        "booleans, 82f4f5, '[false,true]'",
        "astral text, 64f09f9880, '\"😀\"'"
    })
    void everyFormOfAValueReachesReadersOfEitherEncoding(String what, String data, String json) {
        String room = ServerUnderTest.freshRoom();
        WireClient sender = server.connect(Encoding.CBOR);
        WireClient text = server.connect(Encoding.JSON);
        WireClient binary = server.connect(Encoding.CBOR);
        text.join(room);
        binary.join(room);
        sender.join(room);

        sender.sendPayload(bytes("a2", "dtypegmessageddata", data));

        JsonNode expected = Encoding.JSON.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertSame(expected, text.await("message").path("data"));
        assertSame(expected, binary.await("message").path("data"));
    }

    @Test
    void theFrameItselfMayBeIndefiniteAndDescribeItself() {
        WireClient client = server.connect(Encoding.CBOR);

        client.sendPayload(bytes("d9d9f7bf", "dtypedpingbidax", "ff"));
        assertEquals("pong", client.reply("x").path("type").asText());
    }

    @Test
    void undefinedIsAbsent() {
        WireClient client = server.connect(Encoding.CBOR);

        client.sendPayload(bytes("a3", "dtypedpingbidaxdroom", "f7"));
        assertEquals("pong", client.reply("x").path("type").asText());
    }

    @Test
    void anIntegralFloatIsAnInteger() {
        String room = ServerUnderTest.freshRoom();
        WireClient alice = server.connect(Encoding.CBOR);
        WireClient bob = server.connect(Encoding.CBOR);
        alice.join(room);
        bob.join(room);
        long offer = bob.ack(Frames.offer(Sdp.offer("aaaa").text())).path("seq").asLong();

        alice.ack(Frames.answer(Sdp.answer("bbbb").text(), "to", bob.peer(), "re", (double) offer));
        assertEquals(offer, bob.await("answer").path("re").asLong());
    }

    @Test
    void theServerSendsDefiniteLengthsAndShortestIntegers() {
        RawWebSocket socket = server.upgrade(Encoding.CBOR, User.any()).open();
        server.closedAfterwards(socket);
        CborShape.assertPreferred(socket.read().payload());

        for (Map<String, Object> frame : new Map[] {
            Frames.join(
                    ServerUnderTest.freshRoom(), "id", "1", "metadata", Frames.object("a", 1000, "b", -1, "c", 1.5)),
            Frames.message(Frames.object("d", 70_000), "id", "2"),
            Frames.frame("roster", "id", "3"),
            Frames.frame("nonsense", "id", "4"),
            Frames.frame("leave", "id", "5")
        }) {
            socket.send(Frame.of(RawWebSocket.BINARY, Encoding.CBOR.write(frame)));
            CborShape.assertPreferred(socket.read().payload());
        }
    }

    @Test
    void relayedValuesAreSentInTheSameForm() {
        String room = ServerUnderTest.freshRoom();
        RawWebSocket reader = server.openRaw(Encoding.CBOR);
        reader.send(Frame.of(RawWebSocket.BINARY, Encoding.CBOR.write(Frames.join(room))));
        reader.read();
        WireClient sender = server.connect(Encoding.CBOR);
        sender.join(room);
        CborShape.assertPreferred(reader.read().payload());

        sender.sendPayload(bytes("a2", "dtypegmessageddata", "9f1b00000000000000017f6161ffbf616119000affff"));
        CborShape.assertPreferred(reader.read().payload());
    }

    private static void assertSame(JsonNode expected, JsonNode actual) {
        // Numbers compare by value: an int node is not equal to a long or double one.
        assertEquals(expected.toString(), actual.toString().replaceAll("^(-?[0-9]+)\\.0$", "$1"));
    }

    private static byte[] bytes(String hexBefore, String text, String hexAfter) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(HexFormat.of().parseHex(hexBefore));
        frame.writeBytes(text.getBytes(US_ASCII));
        frame.writeBytes(HexFormat.of().parseHex(hexAfter));
        return frame.toByteArray();
    }
}
