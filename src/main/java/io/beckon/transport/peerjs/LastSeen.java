package io.beckon.transport.peerjs;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far those had got who have lost their connection to this node, the last of them. Safe for use by several threads. */
final class LastSeen {

    static final int MOST = 10_000;

    private final Map<String, Long> bySession = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    synchronized void put(String session, long seq) {
        bySession.put(session, seq);
    }

    /** {@code null}: that is not known. It is forgotten. */
    synchronized @Nullable Long take(String session) {
        return bySession.remove(session);
    }
}
