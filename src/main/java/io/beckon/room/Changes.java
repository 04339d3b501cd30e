package io.beckon.room;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notes which parts of a room are touched, once somebody wants to know. */
final class Changes {

    private @Nullable Touched touched;

    /** What was touched since that was asked last. */
    static final class Touched {
        final Set<String> memberSessions = new LinkedHashSet<>();
        final Set<String> goneSessions = new LinkedHashSet<>();
        final Set<String> peersGone = new LinkedHashSet<>();
        final Set<PartName.OfNegotiation> negotiations = new LinkedHashSet<>();
        RoomPart.@Nullable Head head;
    }

    /** From now on; {@code known} is what has been told of the head already. */
    void note(RoomPart.@Nullable Head known) {
        touched = new Touched();
        touched.head = known;
    }

    boolean isNoting() {
        return touched != null;
    }

    void member(String session) {
        if (touched != null) {
            touched.memberSessions.add(session);
        }
    }

    void gone(Member member) {
        if (touched != null) {
            touched.peersGone.add(member.peer());
        }
    }

    void negotiation(Negotiation negotiation) {
        if (touched != null) {
            touched.negotiations.add(PartName.OfNegotiation.of(negotiation));
        }
    }

    void departed(String session) {
        if (touched != null) {
            touched.goneSessions.add(session);
        }
    }

    /** What was touched since that was asked last, or since it was to be noted; from now on nothing was. */
    Touched take(RoomPart.Head now) {
        Touched was = touched;
        if (was == null) {
            throw new IllegalStateException("nothing was noted");
        }
        note(now);
        return was;
    }
}
