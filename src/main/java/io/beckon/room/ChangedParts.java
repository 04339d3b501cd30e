package io.beckon.room;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a room that have changed, as they are now. */
final class ChangedParts {

    private final RoomState room;
    private final List<RoomPart> kept = new ArrayList<>();
    private final List<PartName> gone = new ArrayList<>();

    private ChangedParts(RoomState room) {
        this.room = room;
    }

    /** What has changed since that was asked last; then nothing has. */
    static RoomChanges take(RoomState room) {
        return new ChangedParts(room).collect();
    }

    private RoomChanges collect() {
        RoomPart.Head now = room.head();
        Changes.Touched was = room.changes.take(now);
        if (!now.equals(was.head)) {
            kept.add(now);
        }
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
            keep(name, negotiation == null ? null : new RoomPart.Negotiated(negotiation));
        }
        for (String session : was.goneSessions) {
            ReceiptBook book = room.receipts.ofDeparted(session);
            keep(new PartName.OfDeparted(session), book == null ? null : new RoomPart.Departed(session, book));
        }
        return new RoomChanges(kept, gone);
    }

    private void keep(PartName name, @Nullable RoomPart part) {
        if (part == null) {
            gone.add(name);
        } else {
            kept.add(part);
        }
    }
}
