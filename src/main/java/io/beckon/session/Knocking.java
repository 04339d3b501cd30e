package io.beckon.session;

import io.beckon.following.Wording;
import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.ErrorCode;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.util.Set;

/** A client's wish to be let into a locked room. Rooms that it waits for count as those that it is in. */
record Knocking(Session session, ClientMessage.Knock request, int mostRooms) {

    RoomKey room() {
        return session.room(request.room());
    }

    /** Whether it would wait for too many; then the client is told so. */
    boolean isRefused() {
        if (session.membership().named(request.room()) != null
                || session.membership().size() < mostRooms) {
            return false;
        }
        refuse(ErrorCode.NOT_ALLOWED, "at most " + mostRooms + " rooms on one connection");
        NodeRefusals.limit(session, NodeRefusals.ROOMS, request.room());
        return true;
    }

    void propose(Set<Right> rights) {
        if (session.membership().add(room())) {
            session.propose(
                    room(),
                    origin -> new Proposal.Knock(
                            origin, session.caller().user(), session.caller().name(), request.name(), rights),
                    request.id());
        }
    }

    void leaveUndecided() {
        refuse(ErrorCode.UNAVAILABLE, "whether you may join cannot be decided now");
    }

    private void refuse(ErrorCode code, String text) {
        session.replies().add(Wording.error(request.id(), request.room(), code, text, "room"));
    }
}
