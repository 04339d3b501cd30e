package io.beckon.session;

import io.beckon.following.Attachment;
import io.beckon.following.Delivered;
import io.beckon.following.FollowedRoom;
import io.beckon.following.Follower;
import io.beckon.following.ReplayMemory;
import io.beckon.following.Wording;
import io.beckon.room.RoomKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a session has missed in its rooms, read from their history as fast as the client reads, until it has caught up in all of
 * them; from there on its frames are live. Used by the connection's thread.
 */
final class Replay implements Outbox.Source {

    private static final int CHUNK = 64;

    private final Follower follower;
    private final Session session;
    private final List<Missed> rooms;
    private final ArrayDeque<byte[]> ready = new ArrayDeque<>();
    private final IntConsumer cost;
    private final Runnable whenDone;
    private int caughtUp;
    private int turn;

    /** What is missed of one room. */
    static final class Missed {

        final RoomKey room;
        final Attachment attachment;
        /** What memory does not hold, oldest first. */
        final ArrayDeque<Delivered> beyond;

        long after;

        /** @param after what memory holds is read from here on */
        Missed(RoomKey room, Attachment attachment, long after, List<Delivered> beyond) {
            this.room = room;
            this.attachment = attachment;
            this.after = after;
            this.beyond = new ArrayDeque<>(beyond);
        }
    }

    Replay(Follower follower, Session session, List<Missed> rooms) {
        this(follower, session, rooms, bytes -> {}, () -> {});
    }

    /**
     * @param cost is told of the bytes that go out
     * @param whenDone is called when the client has got all of it
     */
    Replay(Follower follower, Session session, List<Missed> rooms, IntConsumer cost, Runnable whenDone) {
        this.cost = cost;
        this.whenDone = whenDone;
        this.follower = follower;
        this.session = session;
        this.rooms = rooms;
    }

    @Override
    public byte @Nullable [] next() {
        while (ready.isEmpty() && caughtUp < rooms.size()) {
            Missed missed = rooms.get(turn);
            turn = (turn + 1) % rooms.size();
            caughtUp = read(missed, false) ? 0 : caughtUp + 1;
        }
        while (ready.isEmpty() && caughtUp < 2 * rooms.size()) {
            read(rooms.get(caughtUp++ - rooms.size()), true);
        }
        if (ready.isEmpty()) {
            whenDone.run();
        }
        return ready.pollFirst();
    }

    @Override
    public void skip() {
        for (Missed missed : rooms) {
            follower.read(missed.room, followed -> {
                missed.attachment.caughtUp();
                return null;
            });
        }
        whenDone.run();
    }

    /**
     * Takes the next frames of a room.
     *
     * @param last whether the room's frames are live once there are no more
     * @return whether there were any
     */
    private boolean read(Missed missed, boolean last) {
        Boolean any = follower.read(missed.room, followed -> {
            List<Delivered> events = missed.beyond.isEmpty() ? events(followed, missed) : beyond(missed);
            for (Delivered event : events) {
                byte[] frame = session.outgoing().encode(Wording.event(followed.name(), event.seq(), event.event()));
                cost.accept(frame.length);
                ready.addLast(frame);
                missed.after = Math.max(missed.after, event.seq());
            }
            if (last && events.size() < CHUNK) {
                missed.attachment.caughtUp();
            }
            return !events.isEmpty();
        });
        return any != null && any;
    }

    private static List<Delivered> beyond(Missed missed) {
        List<Delivered> events = new ArrayList<>(CHUNK);
        while (events.size() < CHUNK && !missed.beyond.isEmpty()) {
            events.add(missed.beyond.removeFirst());
        }
        return events;
    }

    private List<Delivered> events(FollowedRoom followed, Missed missed) {
        ReplayMemory memory = follower.memory();
        if (!memory.covers(followed.history(), session.id(), missed.after)) {
            session.closeForSlowness();
            return List.of();
        }
        return memory.after(followed.history(), missed.after, session.id(), missed.attachment.joined(), CHUNK).stream()
                .filter(event -> missed.attachment.takes(event.seq()))
                .toList();
    }
}
