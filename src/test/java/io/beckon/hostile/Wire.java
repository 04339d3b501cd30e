package io.beckon.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;

/** One connection of a hostile client: writes whatever it likes as fast as it is taken, and counts what it is told. */
final class Wire implements AutoCloseable {

    private static final int CONNECT_MILLIS = 3000;
    private static final int READ_MILLIS = 5000;
    private static final int CLOSE = 8;

    private final Socket socket = new Socket();
    private final DataInputStream input;
    private final Tally tally;

    /** @param source the address that it comes from, one of this machine's */
    Wire(URI server, String source, Tally tally) throws IOException {
        this.tally = tally;
        try {
            socket.bind(new InetSocketAddress(source, 0));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(READ_MILLIS);
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), CONNECT_MILLIS);
            input = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            tally.count("connected");
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    Wire write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        tally.sent(bytes.length);
        return this;
    }

    Wire write(String text) throws IOException {
        return write(text.getBytes(ISO_8859_1));
    }

    /** Asks for a WebSocket. @return whether it was given one */
    boolean upgrade(URI server, String token) throws IOException {
        write("GET /v1/ws HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Authorization: Bearer " + token + "\r\n\r\n");
        return answer() == 101;
    }

    /** Reads an answer of HTTP, its body too. @return its status */
    int answer() throws IOException {
        String status = line();
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        input.skipNBytes(length);
        int number = Integer.parseInt(status.split(" ")[1]);
        tally.count("HTTP " + number);
        return number;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = input.read(); octet != '\n'; octet = input.read()) {
            if (octet < 0) {
                throw new EOFException();
            }
            line.write(octet);
        }
        return line.toString(ISO_8859_1).strip();
    }

    /** The next text frame; of others the close codes are counted. */
    String read() throws IOException {
        while (true) {
            int opcode = input.readUnsignedByte() & 15;
            int length = input.readUnsignedByte();
            if (length == 126) {
                length = input.readUnsignedShort();
            } else if (length == 127) {
                length = Math.toIntExact(input.readLong());
            }
            byte[] payload = input.readNBytes(length);
            if (opcode == CLOSE) {
                tally.count("closed "
                        + (length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff));
                throw new EOFException();
            } else if (opcode < CLOSE) {
                return new String(payload, UTF_8);
            }
        }
    }

    /** Reads all that comes, on a thread of its own, until the end. */
    Wire listen() throws IOException {
        socket.setSoTimeout(0);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    tally.told(read());
                }
            } catch (IOException e) {
                quietly(this);
            }
        });
        return this;
    }

    /** Makes the kernel keep as little as it can for a client that does not read. */
    Wire deaf() throws IOException {
        socket.setReceiveBufferSize(4096);
        return this;
    }

    static void quietly(AutoCloseable closed) {
        try {
            closed.close();
        } catch (Exception e) {
            // It was gone already.
        }
    }

    /** A whole frame of a client (RFC 6455 section 5.2); a mask of zeros masks as well as any. */
    static byte[] frame(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.putInt(0).put(payload).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    static byte[] text(String payload) {
        return frame(1, payload.getBytes(UTF_8));
    }

    /** The same bytes many times. */
    static byte[] times(int count, byte[] bytes) {
        ByteBuffer all = ByteBuffer.allocate(count * bytes.length);
        for (int i = 0; i < count; i++) {
            all.put(bytes);
        }
        return all.array();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
