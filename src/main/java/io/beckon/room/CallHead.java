package io.beckon.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The call that a room is there for. It is over once fewer than two of its parties are left, and is remembered for a while then,
 * so that a late record does not begin it anew.
 *
 * @param from who called
 * @param to who has accepted, in that order
 * @param sessions that are or were parties by having called or accepted: none of them becomes one twice
 * @param over position of the record that ended it; {@value #ON} while it is on
 * @param opened when the log got the record that opened it, in milliseconds since 1970; 0 where that is not known
 */
public record CallHead(
        String call, CallPerson from, List<CallPerson> to, Set<String> sessions, long over, long opened) {

    /** How many records of the partition a call that is over is remembered for. */
    static final int RECORDS_REMEMBERED = Traces.RECORDS_REMEMBERED;

    private static final long ON = -1;

    private static final int WEIGHT = Footprint.object(32) + 2 * Footprint.object(12);
    /** Its place in an open table. */
    private static final int SESSION_WEIGHT = 2 * Integer.BYTES;

    public CallHead {
        to = List.copyOf(to);
        sessions = Set.copyOf(sessions);
    }

    static CallHead of(String call, CallPerson from, long opened) {
        return new CallHead(call, from, List.of(), Set.of(), ON, opened);
    }

    public boolean isOver() {
        return over != ON;
    }

    boolean isForgettable(long position) {
        return isOver() && over + RECORDS_REMEMBERED <= position;
    }

    boolean has(String session) {
        return sessions.contains(session);
    }

    boolean concerns(String user) {
        return from.user().equals(user)
                || to.stream().anyMatch(person -> person.user().equals(user));
    }

    /** With one more party; the one who called is the first. */
    CallHead with(String session, CallPerson person) {
        Set<String> more = new TreeSet<>(sessions);
        more.add(session);
        List<CallPerson> accepted = new ArrayList<>(to);
        if (!sessions.isEmpty() && !to.contains(person)) {
            accepted.add(person);
        }
        return new CallHead(call, from, accepted, more, over, opened);
    }

    CallHead endedAt(long position) {
        return new CallHead(call, from, to, sessions, position, opened);
    }

    /** About how much memory it takes, in bytes. */
    int weight() {
        int weight = WEIGHT + Footprint.text(call) + from.weight() + Footprint.list(to.size());
        for (CallPerson person : to) {
            weight += person.weight();
        }
        for (String session : sessions) {
            weight += SESSION_WEIGHT + Footprint.text(session);
        }
        return weight;
    }
}
