package io.beckon.following;

import io.beckon.room.Incarnation;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import org.jspecify.annotations.Nullable;

/** A record that must not be missing in a room's log. */
record Insisted(RoomKey room, Proposal proposal) {

    private enum About {
        PRESENCE,
        RIGHTS,
        CALL
    }

    private record Key(
            RoomKey room,
            About about,
            String whom,
            @Nullable Incarnation incarnation) {}

    /** Of those that have the same only the newest is needed. */
    Object key() {
        return switch (proposal) {
            case Proposal.Disconnected lost -> new Key(room, About.PRESENCE, lost.session(), lost.incarnation());
            case Proposal.Leave leave ->
                new Key(
                        room,
                        About.PRESENCE,
                        leave.origin().session(),
                        leave.origin().incarnation());
            case Proposal.Entitle entitle -> new Key(room, About.RIGHTS, entitle.session(), null);
            case Proposal.OpenCall open -> new Key(room, About.CALL, open.call(), null);
            default -> this;
        };
    }

    /** Who has left has also lost the connection. */
    static Insisted merged(Insisted older, Insisted newer) {
        return older.proposal instanceof Proposal.Leave && newer.proposal instanceof Proposal.Disconnected
                ? older
                : newer;
    }
}
