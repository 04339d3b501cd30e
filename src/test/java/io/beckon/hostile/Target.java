package io.beckon.hostile;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;

/**
 * Where one hostile client attacks, and until when. Connections that it keeps open are so many at the most that its own machine
 * bears them. Used by one thread.
 */
final class Target {

    private static final int MOST_KEPT = 200;

    private final URI server;
    private final String source;
    private final String token;
    private final String number;
    private final long end;
    private final Tally tally;
    private final ArrayDeque<Wire> kept = new ArrayDeque<>();

    /** @param end in nanoseconds of {@link System#nanoTime} */
    Target(URI server, String source, String token, int number, long end, Tally tally) {
        this.server = server;
        this.source = source;
        this.token = token;
        this.number = Integer.toString(number);
        this.end = end;
        this.tally = tally;
    }

    URI server() {
        return server;
    }

    String token() {
        return token;
    }

    boolean goesOn() {
        return System.nanoTime() - end < 0;
    }

    Wire connect() throws IOException {
        return new Wire(server, source, tally);
    }

    /** A connection that is in a room and reads all it gets. */
    Wire sitDown(String room) throws IOException {
        Wire wire = connect();
        try {
            if (!wire.upgrade(server, token)) {
                throw new EOFException();
            }
            return wire.listen()
                    .write(Wire.text(
                            "{\"type\":\"join\",\"room\":\"hostile-" + room + "\",\"name\":\"" + number + "\"}"));
        } catch (IOException e) {
            Wire.quietly(wire);
            throw e;
        }
    }

    /** Keeps a connection open; the oldest is closed when there are too many. */
    void keep(Wire wire) {
        kept.addLast(wire);
        if (kept.size() > MOST_KEPT) {
            Wire.quietly(kept.removeFirst());
        }
    }

    void attack(Attack attack) {
        while (goesOn()) {
            try {
                attack.once(this);
            } catch (IOException | RuntimeException e) {
                tally.count("ended");
            }
        }
    }
}
