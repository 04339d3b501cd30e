package io.beckon.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.wire.RawWebSocket.Frame;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Well-formed framing (RFC 6455 section 5), as categories 1, 2, 5 and 10 of the usual conformance suite try it. */
class FramingIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private RawWebSocket socket;

    @BeforeEach
    void connect() {
        socket = server.openRaw(Encoding.JSON);
    }

    @ParameterizedTest
    @ValueSource(ints = {125, 126, 127, 128, 65_535, 65_536, 65_537, 524_288})
    void messagesOfEveryLengthArrive(int length) {
        socket.send(Frame.text(ping("x", length)));

        assertPong("x");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1300, 65_536})
    void messagesMayComeInFragmentsOfAnySize(int size) {
        String message = ping("x", size * 5);
        socket.send(Frame.text(message.substring(0, size)).notLast());
        int sent = size;
        for (; sent < message.length() - size; sent += size) {
            socket.send(continuation(message.substring(sent, sent + size)).notLast());
        }
        socket.send(continuation(message.substring(sent)));

        assertPong("x");
    }

    @Test
    void fragmentsMayBeEmpty() {
        socket.send(
                Frame.text("").notLast(),
                continuation("").notLast(),
                continuation(ping("x", 40)).notLast(),
                continuation(""));

        assertPong("x");
    }

    @Test
    void controlFramesMayComeBetweenFragments() {
        String message = ping("x", 60);
        socket.send(Frame.text(message.substring(0, 20)).notLast(), Frame.ping("between"));
        assertEquals("between", socket.read(RawWebSocket.PONG).payloadText());

        socket.send(
                continuation(message.substring(20, 40)).notLast(),
                Frame.of(RawWebSocket.PONG, new byte[0]),
                continuation(message.substring(40)));
        assertPong("x");
    }

    @Test
    void octetsMayComeOneByOne() {
        for (byte octet : Frame.text(ping("x", 30)).bytes(true)) {
            socket.sendBytes(new byte[] {octet});
        }
        assertPong("x");

        for (byte octet : Frame.ping("slowly").bytes(true)) {
            socket.sendBytes(new byte[] {octet});
        }
        assertEquals("slowly", socket.read(RawWebSocket.PONG).payloadText());
    }

    @Test
    void manyMessagesMayComeAtOnce() {
        Frame[] frames = new Frame[200];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = Frame.text(ping("p" + i, 40));
        }
        socket.send(frames);

        for (int i = 0; i < frames.length; i++) {
            assertPong("p" + i);
        }
    }

    @Test
    void veryManyEmptyFragmentsAreNoMessageYet() {
        Frame[] empty = new Frame[20_000];
        Arrays.fill(empty, continuation("").notLast());
        empty[0] = Frame.text("").notLast();
        socket.send(empty);
        socket.send(continuation(ping("x", 30)));

        assertPong("x");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125})
    void aPingIsEchoed(int length) {
        byte[] payload = new byte[length];
        Arrays.fill(payload, (byte) 0xfe);
        socket.send(Frame.of(RawWebSocket.PING, payload));

        assertArrayEquals(payload, socket.read(RawWebSocket.PONG).payload());
    }

    @Test
    void pongsComeInTheOrderOfPings() {
        for (int i = 0; i < 10; i++) {
            socket.send(Frame.ping("p" + i));
        }
        for (int i = 0; i < 10; i++) {
            assertEquals("p" + i, socket.read(RawWebSocket.PONG).payloadText());
        }
    }

    @Test
    void anUnsolicitedPongIsIgnored() {
        socket.send(Frame.of(RawWebSocket.PONG, "nobody asked".getBytes(UTF_8)), Frame.text(ping("x", 30)));

        assertPong("x");
    }

    /** A frame {@code ping} of so many bytes, filled up with white space. */
    static String ping(String id, int length) {
        String text = "{\"type\":\"ping\",\"id\":\"" + id + "\"}";
        return text + " ".repeat(Math.max(0, length - text.length()));
    }

    private static Frame continuation(String text) {
        return Frame.of(RawWebSocket.CONTINUATION, text.getBytes(UTF_8));
    }

    private void assertPong(String id) {
        var pong = Encoding.JSON.read(socket.read(RawWebSocket.TEXT).payload());
        assertEquals("pong", pong.path("type").asText(), pong::toString);
        assertEquals(id, pong.path("id").asText());
    }
}
