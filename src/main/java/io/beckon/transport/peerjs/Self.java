package io.beckon.transport.peerjs;

import io.beckon.identity.Caller;
import io.beckon.room.RoomKey;
import io.beckon.session.Edge;
import java.util.List;

/** Who a client is to its room. */
record Self(Caller caller, String session) {

    /**
     * Who a client may be: by the newest of the keys first.
     *
     * @param callers as whom nodes know it
     * @param id that it asks for
     */
    static List<Self> of(List<Caller> callers, Edge edge, RoomKey room, String id) {
        return callers.stream()
                .flatMap(caller ->
                        edge.sessionsOf(caller, room.name(), id).stream().map(session -> new Self(caller, session)))
                .toList();
    }
}
