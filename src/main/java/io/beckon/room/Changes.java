package io.beckon.room;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notes which parts of a room are touched, once somebody wants to know. */
final class Changes {

    private boolean noting;
    private final Set<String> memberSessions = new LinkedHashSet<>();
    private final Set<String> goneSessions = new LinkedHashSet<>();
    private final Set<String> peersGone = new LinkedHashSet<>();
    private final Set<PartName.OfNegotiation> negotiations = new LinkedHashSet<>();
    private RoomPart.@Nullable Head head;

    /** From now on; {@code known} is what has been told of the head already. */
    void note(RoomPart.@Nullable Head known) {
        noting = true;
        head = known;
    }

    boolean isNoting() {
        return noting;
    }

    void member(String session) {
        if (noting) {
            memberSessions.add(session);
        }
    }

    void gone(Member member) {
        if (noting) {
            peersGone.add(member.peer());
        }
    }

    void negotiation(Negotiation negotiation) {
        if (noting) {
            negotiations.add(name(negotiation));
        }
    }

    void departed(String session) {
        if (noting) {
            goneSessions.add(session);
        }
    }

    static PartName.OfNegotiation name(Negotiation negotiation) {
        return new PartName.OfNegotiation(negotiation.first(), negotiation.second(), negotiation.pc());
    }

    /** What has changed, seen in the room as it is now; then nothing has. */
    RoomChanges take(Room room) {
        List<RoomPart> kept = new ArrayList<>();
        List<PartName> gone = new ArrayList<>();
        RoomPart.Head now = room.head();
        if (!now.equals(head)) {
            kept.add(now);
            head = now;
        }
        for (String session : memberSessions) {
            Member member = room.members.bySession(session);
            if (member != null) {
                kept.add(room.seat(member));
            }
        }
        for (String peer : peersGone) {
            if (room.members.byPeer(peer) == null) {
                gone.add(new PartName.OfMember(peer));
            }
        }
        for (PartName.OfNegotiation name : negotiations) {
            Negotiation negotiation = room.negotiations.find(name.first(), name.second(), name.pc());
            keep(kept, gone, name, negotiation == null ? null : new RoomPart.Negotiated(negotiation));
        }
        for (String session : goneSessions) {
            ReceiptBook book = room.receipts.ofDeparted(session);
            keep(
                    kept,
                    gone,
                    new PartName.OfDeparted(session),
                    book == null ? null : new RoomPart.Departed(session, book));
        }
        memberSessions.clear();
        peersGone.clear();
        negotiations.clear();
        goneSessions.clear();
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
