package io.beckon.wire;

import java.util.HashMap;
import java.util.Map;

/** The {@code resume} frame of a client that knows what another connection has seen. */
final class Resuming {

    private Resuming() {}

    static Map<String, Object> resume(Client old, String... rooms) {
        Map<String, Long> seen = new HashMap<>();
        for (String room : rooms) {
            seen.put(room, old.lastSeq(room));
        }
        return resume(old.session(), old.secret(), seen);
    }

    static Map<String, Object> resume(String session, String secret, Map<String, Long> rooms) {
        return Frames.frame("resume", "session", session, "secret", secret, "rooms", rooms);
    }
}
