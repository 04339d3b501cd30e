package io.beckon.room;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notes which parts of a room are touched, once somebody wants to know. */
final class Changes {

    private @Nullable Touched touched;

    /** What was touched since that was asked last. */
    private static final class Touched {
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
            touched.negotiations.add(name(negotiation));
        }
    }

    void departed(String session) {
        if (touched != null) {
            touched.goneSessions.add(session);
        }
    }

    static PartName.OfNegotiation name(Negotiation negotiation) {
        return new PartName.OfNegotiation(negotiation.first(), negotiation.second(), negotiation.pc());
    }

    /** What has changed, seen in the room as it is now; then nothing has. */
    RoomChanges take(Room room) {
        Touched was = touched;
        if (was == null) {
            throw new IllegalStateException("nothing was noted");
        }
        List<RoomPart> kept = new ArrayList<>();
        List<PartName> gone = new ArrayList<>();
        RoomPart.Head now = room.head();
        if (!now.equals(was.head)) {
            kept.add(now);
        }
        note(now);
        for (String session : was.memberSessions) {
            Member member = room.members.bySession(session);
            if (member != null) {
                kept.add(room.seat(member));
            }
        }
        for (String peer : was.peersGone) {
            if (room.members.byPeer(peer) == null) {
                gone.add(new PartName.OfMember(peer));
            }
        }
        for (PartName.OfNegotiation name : was.negotiations) {
            Negotiation negotiation = room.negotiations.find(name.first(), name.second(), name.pc());
            keep(kept, gone, name, negotiation == null ? null : new RoomPart.Negotiated(negotiation));
        }
        for (String session : was.goneSessions) {
            ReceiptBook book = room.receipts.ofDeparted(session);
            keep(
                    kept,
                    gone,
                    new PartName.OfDeparted(session),
                    book == null ? null : new RoomPart.Departed(session, book));
        }
        return new RoomChanges(kept, gone);
    }

    private static void keep(List<RoomPart> kept, List<PartName> gone, PartName name, @Nullable RoomPart part) {
        if (part == null) {
            gone.add(name);
        } else {
            kept.add(part);
        }
    }
}
