package io.beckon.session;

import io.beckon.room.Incarnation;
import io.beckon.room.LeaveReason;
import io.beckon.room.RoomKey;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What becomes of the other connection when one comes back as its session. Used by the connection's thread. */
final class Takeover {

    /** How often it is looked whether another connection of the session is still there, before this one gives way. */
    private static final int MOST_LOOKS = 6;

    private static final long LOOK_MILLIS = 250;

    private final Session session;
    private final String id;
    private final Set<String> rooms;
    private int looks;

    /**
     * @param id of the session that comes back
     * @param rooms that it names, of its tenant
     */
    Takeover(Session session, String id, Set<String> rooms) {
        this.session = session;
        this.id = id;
        this.rooms = Set.copyOf(rooms);
    }

    /**
     * Rooms have taken back another connection as this session. It may be one that the client has given up: then that one's end is on
     * its way, and this one has the place.
     *
     * @param tried as what this one has asked them
     * @param again asks them once more
     * @param otherwise goes on, for this one is sent away or gone
     */
    void decide(Incarnation tried, Runnable again, Runnable otherwise) {
        if (session.isClosed()) {
            otherwise.run();
        } else if (!isHeldByAnother(tried)) {
            again.run();
        } else if (looks++ == MOST_LOOKS) {
            session.superseded();
            otherwise.run();
        } else {
            CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> session.connection().execute(() -> decide(tried, again, otherwise)));
        }
    }

    private boolean isHeldByAnother(Incarnation tried) {
        return rooms.stream()
                .map(name -> session.follower()
                        .read(
                                session.room(name),
                                followed -> followed.room().isPresent(id)
                                        ? followed.room().incarnation(id)
                                        : null))
                .anyMatch(holder -> holder != null && !tried.equals(holder));
    }

    /**
     * Rooms of the session that were not named are left, as far as this node knows them. Of a call's room the client may not have
     * heard yet: it is told again.
     */
    void leaveUnnamed(Set<RoomKey> knownRooms) {
        for (RoomKey room : knownRooms) {
            Incarnation known = room.isOfCall() || rooms.contains(room.name())
                    ? null
                    : session.follower().read(room, followed -> followed.room().incarnation(id));
            if (known != null) {
                session.follower().insist(room, Proposals.leave(id, known, session.provenance(), LeaveReason.LEFT));
            }
        }
    }
}
