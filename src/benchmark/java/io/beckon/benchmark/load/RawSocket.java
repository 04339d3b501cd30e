package io.beckon.benchmark.load;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A WebSocket of which each byte is one's own: for clients that break the rules, or do not read. */
final class RawSocket implements AutoCloseable {

    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int FINAL = 0x80;

    /** The other side has said nothing for so long. */
    static final int SILENCE = -1;
    /** It has ended the connection without a close frame. */
    static final int NO_CODE = 0;

    private static final int PATIENCE_MILLIS = 3000;
    private static final int SMALL_WINDOW = 8 * 1024;

    private final SocketChannel channel;
    private final DataInputStream in;

    RawSocket(Target target, int client) throws IOException {
        URI url = target.url(client);
        channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_WINDOW);
        channel.connect(new InetSocketAddress(url.getHost(), url.getPort()));
        channel.socket().setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(channel.socket().getInputStream());
        write(("GET " + target.dialect().uri(null) + " HTTP/1.1\r\nHost: " + url.getHost() + ":" + url.getPort()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                        + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: "
                        + target.dialect().subprotocol() + "\r\nAuthorization: Bearer "
                        + target.user(client).token() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException(head.substring(0, head.indexOf("\r\n")));
        }
    }

    /** A frame as a client sends it: masked, by zeros. */
    static byte[] frame(int first, byte[] payload) {
        return frame(first, payload, true);
    }

    static byte[] frame(int first, byte[] payload, boolean masked) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        int mask = masked ? 0x80 : 0;
        frame.write(first);
        if (payload.length < 126) {
            frame.write(mask | payload.length);
        } else if (payload.length < 1 << 16) {
            frame.write(mask | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(mask | 127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        if (masked) {
            frame.writeBytes(new byte[4]);
        }
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    static byte[] text(String text) {
        return frame(FINAL | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    /** Reads what comes until a text has something in it. */
    void await(String part) throws IOException {
        while (!new String(next().payload(), StandardCharsets.UTF_8).contains(part)) {
            // the next one
        }
    }

    /** How the other side ends the connection: the code of its close frame, or one of the above. */
    int end() {
        try {
            while (true) {
                Frame frame = next();
                if (frame.opcode() == CLOSE) {
                    byte[] code = frame.payload();
                    return code.length < 2 ? 1005 : (code[0] & 0xff) << 8 | code[1] & 0xff;
                }
            }
        } catch (SocketTimeoutException e) {
            return SILENCE;
        } catch (IOException e) {
            return NO_CODE;
        }
    }

    private record Frame(int opcode, byte[] payload) {}

    private Frame next() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte() & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(first & 0xf, payload);
    }

    /** Writes the same again and again and reads nothing, until so many bytes have gone, or none goes for three seconds. @return how many have */
    long pour(byte[] bytes, long most) {
        ByteBuffer many = ByteBuffer.allocate(bytes.length * Math.max(1, 16_384 / bytes.length));
        while (many.hasRemaining()) {
            many.put(bytes);
        }
        many.flip();
        long gone = 0;
        long progress = Clock.now();
        try {
            channel.configureBlocking(false);
            while (gone < most && Clock.now() - progress < PATIENCE_MILLIS * 1_000_000L) {
                if (!many.hasRemaining()) {
                    many.rewind();
                }
                int written = channel.write(many);
                gone += written;
                if (written > 0) {
                    progress = Clock.now();
                } else {
                    Thread.onSpinWait();
                    Thread.sleep(1);
                }
            }
        } catch (IOException e) {
            // the other side has ended it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return gone;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
