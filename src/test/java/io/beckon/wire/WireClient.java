package io.beckon.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.wire.RawWebSocket.Frame;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of the service. A thread of its own reads all the time. */
final class WireClient extends Client implements AutoCloseable {

    private final RawWebSocket socket;
    private final Encoding encoding;
    private final JsonNode welcome;
    private boolean reading = true;
    private boolean keeping = true;
    private volatile boolean answeringPings = true;
    private volatile int pings;

    /** Takes the connection over and awaits its {@code welcome}. */
    WireClient(RawWebSocket socket, Encoding encoding, String user) {
        super(user);
        this.socket = socket.patient();
        this.encoding = encoding;
        Thread.ofVirtual().name("reader of " + user).start(this::read);
        this.welcome = await("welcome");
    }

    Encoding encoding() {
        return encoding;
    }

    RawWebSocket socket() {
        return socket;
    }

    @Override
    JsonNode welcome() {
        return welcome;
    }

    @Override
    WireClient send(Map<String, Object> frame) {
        return sendPayload(encoding.write(frame));
    }

    WireClient sendPayload(byte[] payload) {
        socket.send(Frame.of(encoding.opcode(), payload));
        return this;
    }

    @Override
    WireClient barrier() {
        super.barrier();
        return this;
    }

    synchronized void pauseReading() {
        reading = false;
    }

    synchronized void continueReading() {
        reading = true;
        notifyAll();
    }

    /** For one of very many: what comes from now on is dropped. */
    synchronized void keepNothing() {
        keeping = false;
        forget();
    }

    /** From now on it leaves the server's pings unanswered. */
    WireClient ignorePings() {
        answeringPings = false;
        return this;
    }

    /** How many pings of the protocol have come. */
    int pings() {
        return pings;
    }

    @Override
    public void close() {
        closeWith(1000);
    }

    void closeWith(int code) {
        try {
            continueReading();
            socket.send(Frame.close(code, ""));
            closed(Duration.ofSeconds(3));
        } catch (UncheckedIOException | AssertionError e) {
            // It was gone already.
        } finally {
            socket.close();
        }
    }

    @Override
    void vanish() {
        socket.close();
    }

    private void read() {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int code = 1006;
        try {
            for (Frame frame = next(); frame != null; frame = next()) {
                if (frame.opcode() == RawWebSocket.CLOSE) {
                    code = RawWebSocket.closeCode(frame);
                    socket.send(frame);
                    break;
                } else if (frame.opcode() == RawWebSocket.PING) {
                    pings++;
                    if (answeringPings) {
                        socket.send(Frame.of(RawWebSocket.PONG, frame.payload()));
                    }
                } else if (frame.opcode() != RawWebSocket.PONG) {
                    message.writeBytes(frame.payload());
                    if (frame.fin()) {
                        keep(encoding.read(message.toByteArray()));
                        message.reset();
                    }
                }
            }
        } catch (UncheckedIOException e) {
            // The connection ended while it was written to.
        } finally {
            ended(code);
        }
    }

    private @Nullable Frame next() {
        synchronized (this) {
            while (!reading) {
                pause(Long.MAX_VALUE);
            }
        }
        return socket.read();
    }

    private synchronized void keep(JsonNode frame) {
        if (keeping) {
            arrived(frame);
        }
    }

    @Override
    boolean pause(long deadline) {
        try {
            long millis = Math.min((deadline - System.nanoTime()) / 1_000_000 + 1, 60_000);
            if (millis > 0) {
                wait(millis);
            }
            return System.nanoTime() < deadline;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
