package io.beckon.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.wire.RawWebSocket.Frame;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A frame over {@code maxFrameBytes} closes with 1009, and the code arrives however much is still under way. */
class OversizedIT {

    private static final int LIMIT = 524_288;
    private static final int FIVE_MEGABYTES = 5 * 1024 * 1024;

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @ParameterizedTest
    @EnumSource
    void oneByteTooMany(Encoding encoding) {
        RawWebSocket socket = server.openRaw(encoding);
        socket.send(Frame.of(encoding.opcode(), spaces(LIMIT + 1)));

        assertEquals(1009, socket.readCloseCode());
    }

    @ParameterizedTest
    @EnumSource
    void fragmentsAreMeasuredTogether(Encoding encoding) {
        RawWebSocket socket = server.openRaw(encoding);
        socket.send(Frame.of(encoding.opcode(), spaces(LIMIT / 2)).notLast());
        socket.send(Frame.ping("still there"));
        assertEquals("still there", socket.read(RawWebSocket.PONG).payloadText());
        socket.send(Frame.of(RawWebSocket.CONTINUATION, spaces(LIMIT / 2 + 1)));

        assertEquals(1009, socket.readCloseCode());
    }

    @Test
    void theLengthAloneIsEnough() {
        RawWebSocket socket = server.openRaw(Encoding.JSON);
        byte[] frame = Frame.of(RawWebSocket.TEXT, spaces(FIVE_MEGABYTES)).bytes(true);
        socket.sendBytes(Arrays.copyOf(frame, 100));

        assertEquals(1009, socket.readCloseCode());
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatSendsFiveMegabytesBeforeItReadsSeesTheCode(Encoding encoding) {
        RawWebSocket socket = server.openRaw(encoding);
        sendAll(socket, Frame.of(encoding.opcode(), spaces(FIVE_MEGABYTES)));

        assertEquals(1009, socket.readCloseCode());
    }

    @Test
    void soDoesOneThatSendsThemInFragments() {
        RawWebSocket socket = server.openRaw(Encoding.JSON);
        Frame[] fragments = new Frame[80];
        Arrays.fill(
                fragments,
                Frame.of(RawWebSocket.CONTINUATION, spaces(FIVE_MEGABYTES / 80)).notLast());
        fragments[0] = Frame.of(RawWebSocket.TEXT, spaces(FIVE_MEGABYTES / 80)).notLast();
        sendAll(socket, fragments);

        assertEquals(1009, socket.readCloseCode());
    }

    @Test
    void soDoesOneThatSendsManySuchFrames() {
        RawWebSocket socket = server.openRaw(Encoding.JSON);
        Frame[] frames = new Frame[8];
        Arrays.fill(frames, Frame.of(RawWebSocket.TEXT, spaces(FIVE_MEGABYTES / 8)));
        sendAll(socket, frames);

        assertEquals(1009, socket.readCloseCode());
    }

    /** Not before all is written, or as much as the server takes. */
    private static void sendAll(RawWebSocket socket, Frame... frames) {
        try {
            socket.send(frames);
        } catch (UncheckedIOException e) {
            // It hung up; what counts is what it had said.
        }
    }

    private static byte[] spaces(int count) {
        return " ".repeat(count).getBytes(US_ASCII);
    }
}
