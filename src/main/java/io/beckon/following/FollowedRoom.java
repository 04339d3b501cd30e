package io.beckon.following;

import io.beckon.log.LogRecord;
import io.beckon.protocol.CloseCode;
import io.beckon.room.Audience;
import io.beckon.room.Event;
import io.beckon.room.Footprint;
import io.beckon.room.LeaveReason;
import io.beckon.room.Outcome;
import io.beckon.room.Room;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A room as this node follows it: its state, its newest events and the sessions of its members here. Guarded by its partition. */
public final class FollowedRoom {

    /** Without its state and its events: itself, its place among the rooms, and where its members' sessions are found. */
    private static final long WEIGHT =
            Footprint.object(53) + Footprint.HASH_ENTRY + Footprint.object(44) + RoomHistory.WEIGHT;

    private static final long ATTACHMENT_WEIGHT = Footprint.LINKED_ENTRY + Footprint.object(28);

    private final Room room;
    private final int shard;
    private final RoomHistory history;
    private long openedAt;
    private long lastAt;
    /** What it was last found to weigh. */
    long weighed;
    /** Whether there were too many when that was last looked for: the end of a crowd is counted too. */
    boolean wasCrowded;

    private final Map<String, Attachment> attached = new LinkedHashMap<>(4);

    /** @param since {@code seq} from which on its events are known here; all before was seen to by others */
    FollowedRoom(Room room, int shard, long since) {
        this.room = room;
        this.shard = shard;
        this.history = new RoomHistory(since);
        this.wasCrowded = room.isCrowded();
    }

    public Room room() {
        return room;
    }

    /** The number of its partition. */
    public int shard() {
        return shard;
    }

    public RoomHistory history() {
        return history;
    }

    /** Applies the next record of the log. */
    Outcome apply(LogRecord record) {
        boolean wasEmpty = room.isEmpty();
        Outcome outcome = room.apply(record.proposal(), record.position(), record.time());
        if (wasEmpty && !room.isEmpty()) {
            openedAt = record.time();
        }
        lastAt = record.time();
        return outcome;
    }

    /** When the log got the record with which it began, in milliseconds since 1970; 0 where that was not seen here. */
    public long openedAt() {
        return openedAt;
    }

    /** When the log got its last record; the same. */
    public long lastAt() {
        return lastAt;
    }

    /** About how much memory it takes, in bytes, its events apart. */
    public long weight() {
        return WEIGHT + room.weight() + attached.size() * ATTACHMENT_WEIGHT + history.dropWeight();
    }

    public String name() {
        return room.key().name();
    }

    /** A member's events go this way from now on. */
    public void attach(String session, Attachment attachment) {
        attached.put(session, attachment);
    }

    public @Nullable Attachment attachment(String session) {
        return attached.get(session);
    }

    /** A session is here no more; if it is still catching up, it does so up to this {@code seq}. */
    public void detach(String id, Receiver receiver, long end) {
        Attachment attachment = attached.get(id);
        if (attachment != null && attachment.receiver() == receiver) {
            attached.remove(id);
            attachment.end(end);
        }
    }

    /**
     * @param loggedAt when the log got the record, in milliseconds since 1970; 0 where that is not known
     * @param traceparent of the frame that the event is of; {@code null} if it is not traced
     * @return to how many
     */
    int deliver(long seq, Audience audience, Event event, long loggedAt, @Nullable String traceparent) {
        if (attached.isEmpty()) {
            return 0;
        }
        Frame frame = new Frame(
                traceparent != null && event instanceof Event.Relayed relayed && relayed.kind() == Event.Kind.OFFER
                        ? Wording.traced(name(), seq, relayed, traceparent)
                        : Wording.event(name(), seq, event),
                loggedAt);
        int receivers = 0;
        switch (audience) {
            case Audience.Everyone everyone -> {
                for (Map.Entry<String, Attachment> each : attached.entrySet()) {
                    if (each.getValue().joined() < seq && !each.getKey().equals(everyone.exceptSession())) {
                        each.getValue().deliver(frame);
                        receivers++;
                    }
                }
            }
            case Audience.Only only -> {
                for (String id : only.sessions()) {
                    Attachment attachment = attached.get(id);
                    if (attachment != null) {
                        attachment.deliver(frame);
                        receivers++;
                    }
                }
            }
        }
        return receivers;
    }

    /** The room is over for all who are here. */
    void close(long seq) {
        Frame closed = new Frame(Wording.event(name(), seq, new Event.Closed()));
        attached.forEach((id, attachment) -> {
            attachment.deliver(closed);
            attachment.end(seq);
            attachment
                    .receiver()
                    .dismissed(
                            room.key(), Wording.event(name(), 0, new Event.Dismissed(LeaveReason.ROOM_CLOSED, null)));
        });
        attached.clear();
    }

    /** A session here was taken for gone and has lost its place: what comes now is no longer for it. */
    void evict(String id, long end) {
        Attachment attachment = attached.get(id);
        if (attachment != null && room.incarnation(id) == null) {
            attached.remove(id);
            attachment.end(end);
            attachment.receiver().close(CloseCode.TRY_AGAIN_LATER, "this node was out of touch for too long");
        }
    }

    void turnAway() {
        attached.values()
                .forEach(attachment -> attachment
                        .receiver()
                        .close(CloseCode.TRY_AGAIN_LATER, "this node does not follow the room any more"));
    }

    void dismiss(long end, Audience.Only whom, Event.Dismissed dismissed) {
        for (String id : whom.sessions()) {
            Attachment attachment = attached.remove(id);
            if (attachment != null) {
                attachment.end(end);
                attachment.receiver().dismissed(room.key(), Wording.event(name(), 0, dismissed));
            }
        }
    }
}
