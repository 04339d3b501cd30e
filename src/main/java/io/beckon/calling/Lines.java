package io.beckon.calling;

import io.beckon.session.Session;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What each connection knows of calls, from its beginning to its end. Safe for use by several threads. */
final class Lines {

    private final Map<Long, Line> byLink = new ConcurrentHashMap<>();

    void add(Session session) {
        byLink.put(session.link(), new Line(session));
    }

    void remove(Session session) {
        byLink.remove(session.link());
    }

    /** {@code null} once the connection is gone. */
    @Nullable Line of(Session session) {
        return byLink.get(session.link());
    }

    /** The client is told that a callee has accepted, unless it knows. */
    boolean learnsOfAcceptance(Session session, String call, String user) {
        Line line = of(session);
        return line != null && line.learnsOfAcceptance(call, user);
    }

    /** The client is told of the call's end, unless its room tells it. */
    boolean learnsOfEnd(Session session, String call) {
        Line line = of(session);
        return line != null && line.learnsOfEnd(call);
    }
}
