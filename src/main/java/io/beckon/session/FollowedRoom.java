package io.beckon.session;

import io.beckon.room.Audience;
import io.beckon.room.Event;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A room as this node follows it: its state, its newest events and the sessions of its members here. Guarded by its partition. */
final class FollowedRoom {

    final Room room;
    final int shard;
    final RoomHistory history = new RoomHistory();
    /** Whether it waits to be forgotten. */
    boolean ended;

    private final Map<String, Attachment> attached = new LinkedHashMap<>(4);

    FollowedRoom(RoomKey key, int shard) {
        this.room = new Room(key);
        this.shard = shard;
    }

    String name() {
        return room.key().name();
    }

    /** A member's events go this way from now on. */
    void attach(String session, Attachment attachment) {
        attached.put(session, attachment);
    }

    @Nullable Attachment attachment(String session) {
        return attached.get(session);
    }

    /** A session is here no more; if it is still catching up, it does so up to this {@code seq}. */
    void detach(String id, Session session, long end) {
        Attachment attachment = attached.get(id);
        if (attachment != null && attachment.session() == session) {
            attached.remove(id);
            attachment.end(end);
        }
    }

    void deliver(long seq, Audience audience, Event event) {
        if (attached.isEmpty()) {
            return;
        }
        Frame frame = new Frame(Wording.event(name(), seq, event));
        switch (audience) {
            case Audience.Everyone everyone ->
                attached.forEach((id, attachment) -> {
                    if (attachment.joined() < seq && !id.equals(everyone.exceptSession())) {
                        attachment.deliver(frame);
                    }
                });
            case Audience.Only only ->
                only.sessions().forEach(id -> {
                    Attachment attachment = attached.get(id);
                    if (attachment != null) {
                        attachment.deliver(frame);
                    }
                });
        }
    }

    void dismiss(long end, Audience.Only whom, Event.Dismissed dismissed) {
        for (String id : whom.sessions()) {
            Attachment attachment = attached.remove(id);
            if (attachment != null) {
                attachment.end(end);
                attachment.session().dismissed(room.key(), Wording.event(name(), 0, dismissed));
            }
        }
    }
}
