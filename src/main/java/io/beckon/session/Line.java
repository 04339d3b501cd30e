package io.beckon.session;

import io.beckon.protocol.ServerMessage;
import io.beckon.room.CallHead;
import io.beckon.room.CallPerson;
import io.beckon.room.RoomKey;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a connection knows of calls: the replies that it owes to frames about them, which keep nothing waiting, and what its client
 * has been told already, for a call and its room are not ordered with each other. Safe for use by several threads.
 */
final class Line {

    private static final int REMEMBERED = 64;

    private final Replies replies;
    private final Consumer<ServerMessage> out;
    private final Set<String> accepted = new LinkedHashSet<>(2);
    private final Set<String> seated = new LinkedHashSet<>(2);
    private final Set<String> over = new LinkedHashSet<>(2);
    private volatile boolean reachable;

    /** @param onFewer runs when it owes a reply less */
    Line(long link, Consumer<ServerMessage> out, Runnable onFewer) {
        this.replies = new Replies(link, out, onFewer);
        this.out = out;
    }

    Replies replies() {
        return replies;
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
    boolean takesSeat(RoomKey room, CallHead call, String user) {
        synchronized (this) {
            if (over.contains(call.call())) {
                return false;
            }
            isNews(seated, call.call());
        }
        boolean called = call.from().user().equals(user);
        for (CallPerson person : call.to()) {
            if ((called || person.user().equals(user)) && learnsOfAcceptance(call.call(), person.user())) {
                out.accept(CallWording.accepted(call.call(), call.from(), person, room));
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
