package io.beckon.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.beckon.wire.RawWebSocket.Frame;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What closes with 1002 or 1007, as categories 2 to 6 of the usual conformance suite try it. The code arrives. */
class BrokenFramingIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private RawWebSocket socket;

    @BeforeEach
    void connect() {
        socket = server.openRaw(Encoding.JSON);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void reservedBits(int bits) {
        socket.send(Frame.text(FramingIT.ping("x", 30)).reserved(bits));

        assertClosed(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void reservedBitsOfControlFrames(int bits) {
        socket.send(Frame.ping("x").reserved(bits));

        assertClosed(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
    void reservedOpcodes(int opcode) {
        socket.send(Frame.of(opcode, "x".getBytes(UTF_8)));

        assertClosed(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {RawWebSocket.PING, RawWebSocket.PONG, RawWebSocket.CLOSE})
    void longControlFrames(int opcode) {
        byte[] payload = "x".repeat(126).getBytes(UTF_8);
        payload[0] = 3; // of a valid close code
        payload[1] = (byte) 0xe8;
        socket.send(Frame.of(opcode, payload));

        assertClosed(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {RawWebSocket.PING, RawWebSocket.PONG, RawWebSocket.CLOSE})
    void fragmentedControlFrames(int opcode) {
        socket.send(Frame.of(opcode, new byte[0]).notLast());

        assertClosed(1002);
    }

    @Test
    void aContinuationOfNothing() {
        socket.send(continuation("x"));

        assertClosed(1002);
    }

    @Test
    void aFragmentThatContinuesNothing() {
        socket.send(continuation("x").notLast());

        assertClosed(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {RawWebSocket.TEXT, RawWebSocket.BINARY})
    void aNewMessageBeforeTheLastOneEnded(int opcode) {
        socket.send(Frame.text("{").notLast(), Frame.of(opcode, "}".getBytes(UTF_8)));

        assertClosed(1002);
    }

    @Test
    void aFrameThatIsNotMasked() {
        socket.sendBytes(Frame.text(FramingIT.ping("x", 30)).bytes(false));

        assertClosed(1002);
    }

    @Test
    void aLengthOf64BitsWithTheHighestSet() {
        socket.sendBytes(HexFormat.of().parseHex("81ff80000000000000000000000000"));

        // It is as much a broken frame as one that is too large.
        int code = socket.readCloseCode();
        assertEquals(true, code == 1002 || code == 1009, () -> "closed with " + code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff",
                "80",
                "c080",
                "c1bf",
                "e08080",
                "f0808080",
                "eda080",
                "edbfbf",
                "eda0bdedb880",
                "f4908080",
                "f888808080",
                "cebae1bdb9cf83cebcceb5eda080656469746564",
                "ce",
                "f09f98"
            })
    void textThatIsNoUtf8(String hex) {
        socket.send(Frame.of(RawWebSocket.TEXT, HexFormat.of().parseHex("22" + hex + "22")));

        assertClosed(1007);
    }

    @Test
    void textThatEndsWithinACodePoint() {
        socket.send(Frame.of(RawWebSocket.TEXT, HexFormat.of().parseHex("f09f98")));

        assertClosed(1007);
    }

    @Test
    void fragmentsThatTogetherAreNoUtf8() {
        socket.send(
                text("22f09f").notLast(),
                Frame.of(RawWebSocket.CONTINUATION, HexFormat.of().parseHex("2222")));

        assertClosed(1007);
    }

    @Test
    void fragmentsThatEndWithinACodePoint() {
        socket.send(text("22f09f").notLast(), Frame.of(RawWebSocket.CONTINUATION, new byte[0]));

        assertClosed(1007);
    }

    @Test
    void aCodePointMayBeSplitBetweenFragments() {
        byte[] message = "{\"type\":\"ping\",\"id\":\"x\",\"other\":\"😀\"}".getBytes(UTF_8);
        socket.send(Frame.of(RawWebSocket.TEXT, new byte[] {message[0]}).notLast());
        for (int i = 1; i < message.length; i++) {
            socket.send(
                    Frame.of(RawWebSocket.CONTINUATION, new byte[] {message[i]}).notLast());
        }
        socket.send(continuation(""));

        assertEquals(
                "pong",
                Encoding.JSON
                        .read(socket.read(RawWebSocket.TEXT).payload())
                        .path("type")
                        .asText());
    }

    @Test
    void binaryNeedNotBeUtf8() {
        RawWebSocket cbor = server.openRaw(Encoding.CBOR);
        cbor.send(Frame.of(RawWebSocket.BINARY, HexFormat.of().parseHex("ff")));

        assertEquals(
                "bad-json",
                Encoding.CBOR.read(cbor.read().payload()).path("code").asText());
    }

    @Test
    void whatFollowsIsNotRead() {
        WireClient observer = server.connect(Encoding.JSON);
        String room = ServerUnderTest.freshRoom();
        observer.join(room);
        socket.send(Frame.text("x").reserved(4), Frame.text("{\"type\":\"join\",\"room\":\"" + room + "\"}"));

        assertClosed(1002);
        observer.expectNothingBut();
    }

    @Test
    void nothingFollowsTheCloseFrameButTheEnd() {
        socket.send(Frame.ping("x").reserved(4), Frame.ping("y"), Frame.text(FramingIT.ping("x", 30)));

        assertClosed(1002);
        assertNull(socket.read());
    }

    private void assertClosed(int code) {
        assertEquals(code, socket.readCloseCode());
    }

    private static Frame continuation(String text) {
        return Frame.of(RawWebSocket.CONTINUATION, text.getBytes(UTF_8));
    }

    private static Frame text(String hex) {
        return Frame.of(RawWebSocket.TEXT, HexFormat.of().parseHex(hex));
    }
}
