package io.beckon.session;

import io.beckon.log.LogRecord;
import io.beckon.log.Partition;
import io.beckon.log.RoomLog;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.Audience;
import io.beckon.room.Effect;
import io.beckon.room.Event;
import io.beckon.room.Outcome;
import io.beckon.room.Proposal;
import io.beckon.room.Reply;
import io.beckon.room.RoomKey;
import io.beckon.room.Seq;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One partition as this node follows it: applies its records to its rooms and brings what comes of them to the sessions here.
 * Its monitor guards its rooms; under it nothing blocks.
 */
final class FollowedPartition implements RoomLog.Listener {

    private static final System.Logger LOG = System.getLogger(FollowedPartition.class.getName());

    private final int number;
    private final String instance;
    private final Sessions sessions;
    private final ReplayMemory memory;
    private final Timers timers;
    private final LongSupplier clock;
    private final Map<RoomKey, FollowedRoom> rooms = new HashMap<>();
    private final ArrayDeque<RoomKey> ended = new ArrayDeque<>();
    private final Set<FollowedRoom> recounted = new HashSet<>();
    private long position = Partition.FIRST - 1;

    FollowedPartition(
            int number, String instance, Sessions sessions, ReplayMemory memory, Timers timers, LongSupplier clock) {
        this.number = number;
        this.instance = instance;
        this.sessions = sessions;
        this.memory = memory;
        this.timers = timers;
        this.clock = clock;
    }

    @Override
    public synchronized void onRecord(LogRecord record) {
        position = record.position();
        FollowedRoom followed = rooms.computeIfAbsent(record.room(), key -> new FollowedRoom(key, number));
        try {
            bring(followed, followed.room.apply(record.proposal(), position));
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "applying a record failed: partition " + number + ", position " + position,
                    e);
            excuse(followed, record.proposal());
        }
        tidy(followed);
    }

    private void excuse(FollowedRoom followed, Proposal proposal) {
        if (proposal instanceof Proposal.Framed framed) {
            Session session = sender(
                    framed.origin().incarnation().instance(), framed.origin().slot());
            if (session != null) {
                session.settle(
                        framed.origin().slot(),
                        Wording.error(framed.origin().id(), followed.name(), ErrorCode.INTERNAL, "this frame failed"));
            }
        }
    }

    private void bring(FollowedRoom followed, Outcome outcome) {
        for (Effect effect : outcome.effects()) {
            switch (effect) {
                case Effect.Replied replied -> reply(followed, replied);
                case Effect.Emitted emitted -> emit(followed, emitted);
                case Effect.Armed armed -> timers.arm(followed.room.key(), armed.timer(), clock.getAsLong());
            }
        }
    }

    private void reply(FollowedRoom followed, Effect.Replied replied) {
        var origin = replied.origin();
        Session sender = sender(origin.incarnation().instance(), origin.slot());
        if (replied.reply() instanceof Reply.Resumed || replied.reply() instanceof Reply.Admitted) {
            supersede(followed, origin.session(), sender);
        }
        if (sender != null) {
            sender.replied(followed, origin, replied.reply());
        } else if (replied.reply() instanceof Reply.Departed) {
            Attachment left = followed.attachment(origin.session());
            if (left != null) {
                followed.detach(origin.session(), left.session(), nextRecord());
            }
        }
    }

    /** The session has come back on another connection: its older one here is over. */
    private void supersede(FollowedRoom followed, String id, @Nullable Session by) {
        Attachment attachment = followed.attachment(id);
        if (attachment != null && attachment.session() != by) {
            followed.detach(id, attachment.session(), nextRecord());
            attachment.session().superseded();
        }
    }

    private @Nullable Session sender(String owner, long slot) {
        return owner.equals(instance) ? sessions.bySlot(slot) : null;
    }

    private void emit(FollowedRoom followed, Effect.Emitted emitted) {
        if (emitted.event() instanceof Event.Dismissed dismissed) {
            followed.dismiss(nextRecord(), (Audience.Only) emitted.audience(), dismissed);
            return;
        }
        long seq = Seq.of(position, emitted.index());
        memory.add(followed.history, new Delivered(seq, emitted.audience(), emitted.event(), clock.getAsLong()));
        followed.deliver(seq, emitted.audience(), emitted.event());
    }

    /** {@code seq} of the first frame that a later record could make. */
    long nextRecord() {
        return Seq.of(position + 1, 0);
    }

    private void tidy(FollowedRoom followed) {
        memory.tidy(followed.history, followed.room.size(), followed.room::sessions);
        if (followed.room.isCrowded()) {
            recounted.add(followed);
        }
        if (followed.room.isEmpty() && !followed.ended) {
            followed.ended = true;
            ended.addLast(followed.room.key());
        }
        for (int looks = Math.min(2, ended.size()); looks > 0; looks--) {
            forgetOrKeep(ended.removeFirst());
        }
    }

    private void forgetOrKeep(RoomKey key) {
        FollowedRoom followed = rooms.get(key);
        if (followed == null) {
            return;
        }
        if (!followed.room.isEmpty()) {
            followed.ended = false;
        } else if (followed.room.isForgettable(position)) {
            rooms.remove(key);
        } else {
            ended.addLast(key);
        }
    }

    /** Reads a room, if it is there. */
    synchronized <T> @Nullable T read(RoomKey key, Function<FollowedRoom, @Nullable T> reader) {
        FollowedRoom followed = rooms.get(key);
        return followed == null ? null : reader.apply(followed);
    }

    synchronized long position() {
        return position;
    }

    /** Tells the hosts of crowded broadcasts how many there are, where that has changed. */
    synchronized void tellCounts() {
        for (FollowedRoom followed : recounted) {
            var counts = new ServerMessage.RoomStats(followed.name(), followed.room.counts());
            Frame frame = new Frame(counts);
            for (String host : followed.room.stage()) {
                Attachment attachment = followed.attachment(host);
                if (attachment != null) {
                    attachment.deliver(frame);
                }
            }
        }
        recounted.clear();
    }
}
