package io.beckon.transport.peerjs;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far those have got who are connected to this node, and the last of those who were. Safe for use by several threads. */
final class LastSeen {

    static final int MOST = 10_000;

    private final Map<String, Arrived> here = new HashMap<>();
    private final Map<String, Arrived> gone = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Arrived> eldest) {
            return size() > MOST;
        }
    };

    /** What was known of the session before is over. */
    synchronized void here(String session, Arrived arrived) {
        gone.remove(session);
        here.put(session, arrived);
    }

    /** Its connection has ended, unless the session has another one since. */
    synchronized void gone(String session, Arrived arrived) {
        if (here.remove(session, arrived)) {
            gone.put(session, arrived);
        }
    }

    /** {@code null}: that is not known. */
    synchronized @Nullable Long of(String session) {
        Arrived arrived = here.getOrDefault(session, gone.get(session));
        return arrived == null ? null : (Long) arrived.seq();
    }
}
