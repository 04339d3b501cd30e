package io.beckon.calling;

import io.beckon.room.CallHead;
import io.beckon.room.CallPerson;
import io.beckon.room.RoomKey;
import io.beckon.session.Session;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the client of a connection has been told of calls already, for a call and its room are not ordered with each other. Safe for use
 * by several threads.
 */
final class Line {

    static final int REMEMBERED = 64;

    private final Session session;
    private final Set<String> accepted = new LinkedHashSet<>(2);
    private final Set<String> seated = new LinkedHashSet<>(2);
    private final Set<String> over = new LinkedHashSet<>(2);
    private volatile boolean reachable;

    Line(Session session) {
        this.session = session;
    }

    /** Whether calls ring here. */
    boolean isReachable() {
        return reachable;
    }

    void becomeReachable() {
        reachable = true;
    }

    /** Whether the client has not been told yet that a callee has accepted. */
    boolean learnsOfAcceptance(String call, String user) {
        return isNews(accepted, call + '/' + user);
    }

    /**
     * It is a member of the call's room; before it hears that, it hears who has accepted.
     *
     * @return false if it has heard of the call's end already
     */
    boolean takesSeat(RoomKey room, CallHead call) {
        synchronized (this) {
            if (over.contains(call.call())) {
                return false;
            }
            isNews(seated, call.call());
        }
        String user = session.caller().user();
        boolean called = call.from().user().equals(user);
        for (CallPerson person : call.to()) {
            if ((called || person.user().equals(user)) && learnsOfAcceptance(call.call(), person.user())) {
                session.send(CallWording.accepted(call.call(), call.from(), person, room));
            }
        }
        return true;
    }

    /** Whether the client is told of the call's end by this, for it was never in the room that would tell it. */
    synchronized boolean learnsOfEnd(String call) {
        return !seated.contains(call) && isNews(over, call);
    }

    synchronized boolean wasSeated(String call) {
        return seated.contains(call);
    }

    private synchronized boolean isNews(Set<String> known, String what) {
        boolean news = known.add(what);
        if (known.size() > REMEMBERED) {
            known.remove(known.iterator().next());
        }
        return news;
    }
}
