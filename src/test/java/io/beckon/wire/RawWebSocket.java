package io.beckon.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of RFC 6455 over a socket, with every freedom to break it. Writers may be several threads; there is one
 * reader.
 */
public final class RawWebSocket implements AutoCloseable {

    static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    /** The key and what the server makes of it, from RFC 6455 section 1.3. */
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private final Socket socket;
    private final DataInputStream input;
    private final HttpAnswer handshake;

    RawWebSocket(Socket socket, InputStream input, HttpAnswer handshake) {
        assertEquals(101, handshake.status(), () -> "the upgrade was refused: " + handshake);
        assertEquals(Optional.of(ACCEPT), handshake.header("Sec-WebSocket-Accept"));
        this.socket = socket;
        this.input = new DataInputStream(input);
        this.handshake = handshake;
    }

    HttpAnswer handshake() {
        return handshake;
    }

    /** A frame as it was or will be on the wire; {@code reserved} holds the bits RSV1 to RSV3 as 4, 2 and 1. */
    public record Frame(boolean fin, int reserved, int opcode, byte[] payload) {

        public static Frame of(int opcode, byte[] payload) {
            return new Frame(true, 0, opcode, payload);
        }

        static Frame text(String payload) {
            return of(TEXT, payload.getBytes(UTF_8));
        }

        static Frame ping(String payload) {
            return of(PING, payload.getBytes(UTF_8));
        }

        public static Frame close(int code, String reason) {
            byte[] text = reason.getBytes(UTF_8);
            return of(
                    CLOSE,
                    ByteBuffer.allocate(2 + text.length)
                            .putShort((short) code)
                            .put(text)
                            .array());
        }

        /** The same as one fragment of several. */
        Frame notLast() {
            return new Frame(false, reserved, opcode, payload);
        }

        Frame reserved(int bits) {
            return new Frame(fin, bits, opcode, payload);
        }

        String payloadText() {
            return new String(payload, UTF_8);
        }

        byte[] bytes(boolean masked) {
            ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
            frame.put((byte) ((fin ? 0x80 : 0) | reserved << 4 | opcode));
            int mark = masked ? 0x80 : 0;
            if (payload.length < 126) {
                frame.put((byte) (mark | payload.length));
            } else if (payload.length < 65_536) {
                frame.put((byte) (mark | 126)).putShort((short) payload.length);
            } else {
                frame.put((byte) (mark | 127)).putLong(payload.length);
            }
            byte[] mask = new byte[4];
            if (masked) {
                ThreadLocalRandom.current().nextBytes(mask);
                frame.put(mask);
            }
            for (int i = 0; i < payload.length; i++) {
                frame.put((byte) (payload[i] ^ mask[i % 4]));
            }
            byte[] bytes = new byte[frame.flip().remaining()];
            frame.get(bytes);
            return bytes;
        }

        @Override
        public String toString() {
            String hex = HexFormat.of().formatHex(payload, 0, Math.min(payload.length, 16));
            return "opcode " + opcode + (fin ? "" : " not last") + ", " + payload.length + " bytes " + hex;
        }
    }

    public void send(Frame... frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Frame frame : frames) {
            bytes.writeBytes(frame.bytes(true));
        }
        sendBytes(bytes.toByteArray());
    }

    void sendBytes(byte[] bytes) {
        try {
            synchronized (socket) {
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame, or {@code null} when the connection has ended. */
    public @Nullable Frame read() {
        try {
            int first = input.readUnsignedByte();
            int second = input.readUnsignedByte();
            assertEquals(0, second & 0x80, "a server does not mask");
            int length = second & 0x7f;
            if (length == 126) {
                length = input.readUnsignedShort();
            } else if (length == 127) {
                length = Math.toIntExact(input.readLong());
            }
            Frame frame = new Frame((first & 0x80) != 0, first >> 4 & 7, first & 15, input.readNBytes(length));
            assertEquals(0, frame.reserved(), "no extension was negotiated");
            assertTrue(frame.opcode() < 8 || frame.fin() && length <= 125, "a control frame is short and whole");
            return frame;
        } catch (EOFException e) {
            return null;
        } catch (IOException e) {
            if (socket.isClosed() || "Connection reset".equals(e.getMessage())) {
                return null;
            }
            throw new UncheckedIOException(e);
        }
    }

    /** Without a limit on how long it waits. */
    RawWebSocket patient() {
        try {
            socket.setSoTimeout(0);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Skips what is no {@code opcode}. */
    Frame read(int opcode) {
        for (Frame frame = read(); frame != null; frame = read()) {
            if (frame.opcode() == opcode) {
                return frame;
            }
        }
        throw new AssertionError("the connection ended without a frame of opcode " + opcode);
    }

    /** Of the close frame: 1005 when it has none, 1006 when the connection ends without one. */
    int readCloseCode() {
        for (Frame frame = read(); frame != null; frame = read()) {
            if (frame.opcode() == CLOSE) {
                return closeCode(frame);
            }
        }
        return 1006;
    }

    public static int closeCode(Frame close) {
        return close.payload().length == 0
                ? 1005
                : ByteBuffer.wrap(close.payload()).getShort() & 0xffff;
    }

    /** No close frame, just the end of TCP. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
