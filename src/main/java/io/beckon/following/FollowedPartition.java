package io.beckon.following;

import static java.util.stream.Collectors.toSet;

import io.beckon.log.Checkpoint;
import io.beckon.log.LogRecord;
import io.beckon.log.Partition;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.records.StateDigest;
import io.beckon.room.Audience;
import io.beckon.room.Effect;
import io.beckon.room.EndedRooms;
import io.beckon.room.Event;
import io.beckon.room.Incarnation;
import io.beckon.room.Member;
import io.beckon.room.Outcome;
import io.beckon.room.Proposal;
import io.beckon.room.Reply;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomSnapshot;
import io.beckon.room.Seq;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One partition as this node follows it: applies its records to its rooms and brings what comes of them to the sessions here.
 * Its monitor guards its rooms; under it nothing blocks.
 */
public final class FollowedPartition {

    private static final System.Logger LOG = System.getLogger(FollowedPartition.class.getName());

    private final int number;
    private final Surroundings here;
    private final Strays strays;
    private final AwaitedOrders orders;
    private final Instance instance;
    private final Map<RoomKey, FollowedRoom> rooms = new HashMap<>();
    private final EndedRooms ended = new EndedRooms();
    private final Set<FollowedRoom> recounted = new HashSet<>();
    private final Progress progress = new Progress(Partition.FIRST - 1);
    /** What is before this was decided and told before this node followed. */
    private long present = Partition.FIRST;

    /** When the log got the record that is being applied, in milliseconds since 1970. */
    private long loggedAt;

    private long applied;
    private long applyNanos;
    private long delivered;
    private long stateBytes;

    /** @param instance this process, as rooms know it */
    public FollowedPartition(int number, Surroundings here, Strays strays, AwaitedOrders orders, Instance instance) {
        this.number = number;
        this.here = here;
        this.strays = strays;
        this.orders = orders;
        this.instance = instance;
    }

    /**
     * Begins with what was kept. Large rooms take their time, so they are made before anybody is kept waiting; their timers are
     * armed once they are there, before the first record, and so by nobody else.
     */
    public void begin(Checkpoint checkpoint) {
        long since = Seq.of(checkpoint.next(), 0);
        List<FollowedRoom> kept = checkpoint.rooms().stream()
                .map(snapshot -> new FollowedRoom(new Room(snapshot), number, since))
                .toList();
        begin(checkpoint, kept);
        for (FollowedRoom followed : kept) {
            RoomKey key = followed.room().key();
            followed.room().timers().forEach(timer -> here.timers().arm(key, timer, here.now()));
            followed.room().owners().forEach(owner -> watch(followed, owner));
        }
    }

    private synchronized void begin(Checkpoint checkpoint, List<FollowedRoom> kept) {
        clear();
        progress.begin(checkpoint.next() - 1);
        present = checkpoint.end();
        for (FollowedRoom followed : kept) {
            rooms.put(followed.room().key(), followed);
            ended.restored(followed.room());
            tidy(followed);
        }
    }

    /** Forgets everything; nobody here is told. */
    public synchronized void clear() {
        here.memory()
                .forget(rooms.values().stream()
                        .map(followed -> followed.history())
                        .collect(toSet()));
        rooms.clear();
        ended.clear();
        recounted.clear();
        stateBytes = 0;
    }

    /** All rooms are over, for what they rested on is gone. */
    public synchronized void reset(long at) {
        progress.begin(at);
        rooms.values().forEach(followed -> followed.close(Seq.of(at, 0)));
        clear();
    }

    /** Sends the sessions here away, to come back to a node that can read on. */
    public synchronized void turnAway() {
        rooms.values().forEach(FollowedRoom::turnAway);
    }

    public synchronized void onRecord(LogRecord record) {
        long began = System.nanoTime();
        long position = record.position();
        progress.begin(position);
        FollowedRoom followed = rooms.computeIfAbsent(record.room(), key -> new FollowedRoom(new Room(key), number, 0));
        loggedAt = record.time();
        try {
            OpenOffers offers = position < present
                    ? OpenOffers.NONE
                    : OpenOffers.of(followed.room(), record.proposal(), this::isHere);
            Outcome outcome = followed.apply(record);
            offers.tellSettled(followed.room(), record.proposal(), loggedAt, here.figures()::settled);
            if (position >= present && here.tracing().isOn()) {
                bringTraced(followed, record, outcome, began);
            } else {
                bring(followed, outcome, null);
            }
            if (record.proposal() instanceof Proposal.WindowElapsed elapsed) {
                followed.evict(elapsed.session(), nextRecord());
            }
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "applying a record failed: roomId=" + record.room() + " partition=" + number + " position="
                            + position,
                    e);
            excuse(followed, record.proposal());
        }
        tidy(followed);
        ended.applied(followed.room(), position).forEach(room -> forget(room.key()));
        progress.read(position);
        applied++;
        long nanos = System.nanoTime() - began;
        applyNanos += nanos;
        here.figures().applied(loggedAt, position >= present, nanos);
    }

    private boolean isHere(Member member) {
        return member.incarnation().instance().equals(instance.id());
    }

    /** Everything before this position has been read. */
    public synchronized void read(long next) {
        progress.read(next - 1);
    }

    /** Done once this position has been read; fails after that many seconds. A caller that no longer waits cancels it. */
    public CompletableFuture<Void> whenRead(long wanted, long seconds) {
        Progress.Waiter waiter;
        synchronized (this) {
            waiter = progress.whenRead(wanted);
        }
        CompletableFuture<Void> read = waiter.read();
        if (!read.isDone()) {
            read.whenComplete((done, failure) -> {
                if (failure != null) {
                    giveUp(waiter);
                }
            });
            read.orTimeout(seconds, TimeUnit.SECONDS);
        }
        return read;
    }

    private synchronized void giveUp(Progress.Waiter waiter) {
        progress.giveUp(waiter);
    }

    /** How many wait for positions to be read. */
    public synchronized int waiting() {
        return progress.waiting();
    }

    private void excuse(FollowedRoom followed, Proposal proposal) {
        if (proposal instanceof Proposal.Framed framed) {
            Receiver sender = sender(
                    framed.origin().incarnation().instance(), framed.origin().slot());
            if (sender != null) {
                sender.settle(
                        framed.origin().slot(),
                        Wording.error(framed.origin().id(), followed.name(), ErrorCode.INTERNAL, "this frame failed"));
            }
        }
    }

    private void bringTraced(FollowedRoom followed, LogRecord record, Outcome outcome, long began) {
        long before = delivered;
        bring(followed, outcome, record.traceparent());
        here.tracing().applied(record, outcome, delivered - before, began);
    }

    private void bring(FollowedRoom followed, Outcome outcome, @Nullable String traceparent) {
        for (Effect effect : outcome.effects()) {
            switch (effect) {
                case Effect.Replied replied -> reply(followed, replied);
                case Effect.Ordered ordered -> orders.decided(ordered.id(), ordered.outcome());
                case Effect.Seated seated -> seat(followed, seated);
                case Effect.KnockAnswered answered -> answer(followed, answered);
                case Effect.CallOver over -> callOver(followed, over);
                case Effect.Emitted emitted -> emit(followed, emitted, traceparent);
                case Effect.Armed armed -> here.timers().arm(followed.room().key(), armed.timer(), here.now());
            }
        }
    }

    private void reply(FollowedRoom followed, Effect.Replied replied) {
        var origin = replied.origin();
        boolean back = replied.reply() instanceof Reply.Resumed || replied.reply() instanceof Reply.Admitted;
        if (back) {
            watch(followed, origin.incarnation().instance());
        }
        if (progress.position() < present) {
            return;
        }
        Receiver sender = sender(origin.incarnation().instance(), origin.slot());
        if (back) {
            here.receivers().isBack(origin.session(), origin.incarnation());
            supersede(followed, origin.session(), sender);
        }
        if (sender != null) {
            sender.replied(followed, origin, replied.reply());
        } else if (back) {
            stray(followed, origin.session(), origin.incarnation());
        } else if (replied.reply() instanceof Reply.Departed) {
            Attachment left = followed.attachment(origin.session());
            if (left != null) {
                followed.detach(origin.session(), left.receiver(), nextRecord());
            }
        }
    }

    private void seat(FollowedRoom followed, Effect.Seated seated) {
        watch(followed, seated.incarnation().instance());
        Receiver party = progress.position() < present ? null : here.receivers().connected(seated.session());
        if (party != null && party.incarnation().equals(seated.incarnation())) {
            party.seated(followed, seated);
        } else if (progress.position() >= present) {
            stray(followed, seated.session(), seated.incarnation());
        }
    }

    /** One who is no member, and so has no place in the room's order. */
    private void answer(FollowedRoom followed, Effect.KnockAnswered answered) {
        Receiver knocker =
                progress.position() < present ? null : here.receivers().connected(answered.session());
        if (knocker != null && knocker.incarnation().equals(answered.incarnation())) {
            knocker.knockAnswered(followed.room().key(), answered.state());
        }
    }

    /** A member has come in whose connection was gone by then: what ended it may not have known of this room. */
    private void stray(FollowedRoom followed, String session, Incarnation incarnation) {
        if (followed.room().isPresent(session)) {
            strays.found(followed.room().key(), session, incarnation);
        }
    }

    /** The members that are there by this instance, as the rooms see it, in no particular order. */
    synchronized List<MemberHere> membersOf(String owner) {
        List<MemberHere> members = new ArrayList<>();
        for (FollowedRoom followed : rooms.values()) {
            if (followed.room().owners().contains(owner)) {
                for (Member member : followed.room().members(0, Integer.MAX_VALUE)) {
                    if (member.absence() == null
                            && member.incarnation().instance().equals(owner)) {
                        members.add(new MemberHere(followed.room().key(), member.session(), member.incarnation()));
                    }
                }
            }
        }
        return members;
    }

    /** A member's, with a connection. */
    public record Place(RoomKey room, String session, Incarnation incarnation) {}

    private void callOver(FollowedRoom followed, Effect.CallOver over) {
        if (progress.position() >= present) {
            here.endings().callEnded(followed.room().key(), over.call(), over.reason());
        }
    }

    /** Sees to it that a room hears of it if an instance that owns one of its members is lost. */
    private void watch(FollowedRoom followed, String owner) {
        if (here.instances().isLost(owner)) {
            here.timers().arm(followed.room().key(), new Proposal.InstanceLost(owner), here.now());
        }
    }

    /** An instance is lost from now on. */
    public synchronized void lose(String lost) {
        for (FollowedRoom followed : rooms.values()) {
            if (followed.room().owners().contains(lost)) {
                watch(followed, lost);
            }
        }
    }

    /** The session has come back on another connection: its older one here is over. */
    private void supersede(FollowedRoom followed, String id, @Nullable Receiver by) {
        Attachment attachment = followed.attachment(id);
        if (attachment != null && attachment.receiver() != by) {
            followed.detach(id, attachment.receiver(), nextRecord());
            attachment.receiver().superseded();
        }
    }

    private @Nullable Receiver sender(String owner, long slot) {
        Receiver receiver = here.receivers().bySlot(slot);
        return receiver != null && receiver.instance().equals(owner) ? receiver : null;
    }

    private void emit(FollowedRoom followed, Effect.Emitted emitted, @Nullable String traceparent) {
        if (emitted.event() instanceof Event.Dismissed dismissed) {
            followed.dismiss(nextRecord(), (Audience.Only) emitted.audience(), dismissed);
            return;
        }
        long seq = Seq.of(progress.position(), emitted.index());
        here.memory()
                .add(followed.history(), new Delivered(seq, emitted.audience(), emitted.event(), here.now(), loggedAt));
        delivered += followed.deliver(seq, emitted.audience(), emitted.event(), loggedAt, traceparent);
    }

    /** {@code seq} of the first frame that a later record could make. */
    long nextRecord() {
        return Seq.of(progress.position() + 1, 0);
    }

    private void tidy(FollowedRoom followed) {
        here.memory().tidy(followed.history(), followed.room().size(), followed.room()::sessions);
        boolean isCrowded = followed.room().isCrowded();
        if (isCrowded || followed.wasCrowded) {
            recounted.add(followed);
        }
        followed.wasCrowded = isCrowded;
        long weight = followed.weight();
        stateBytes += weight - followed.weighed;
        followed.weighed = weight;
    }

    private void forget(RoomKey key) {
        FollowedRoom gone = rooms.remove(key);
        stateBytes -= gone == null ? 0 : gone.weighed;
    }

    /** Reads a room, if it is there. */
    public synchronized <T> @Nullable T read(RoomKey key, Function<FollowedRoom, @Nullable T> reader) {
        FollowedRoom followed = rooms.get(key);
        return followed == null ? null : reader.apply(followed);
    }

    /** Decides something of a room, which may be unknown yet, while nothing changes there. */
    public synchronized <T> T decide(RoomKey key, Function<@Nullable FollowedRoom, T> decision) {
        return decision.apply(rooms.get(key));
    }

    /** The rooms that have members, in no particular order. */
    public synchronized List<RoomKey> occupied() {
        List<RoomKey> occupied = new ArrayList<>(rooms.size());
        for (FollowedRoom followed : rooms.values()) {
            if (!followed.room().isEmpty()) {
                occupied.add(followed.room().key());
            }
        }
        return occupied;
    }

    /** All that it has, those rooms that are remembered only among them. */
    public synchronized Kept kept() {
        return new Kept(
                rooms.values().stream()
                        .map(followed -> followed.room().snapshot())
                        .toList(),
                progress.position());
    }

    /** Rooms, in no particular order. @param position of the last record that they follow from */
    public record Kept(List<RoomSnapshot> rooms, long position) {}

    public synchronized long position() {
        return progress.position();
    }

    /** Of each room that has members. */
    public synchronized List<RoomDigest> states() {
        return rooms.values().stream()
                .filter(followed -> !followed.room().isEmpty())
                .map(followed -> new RoomDigest(
                        followed.room().key(),
                        progress.position(),
                        StateDigest.of(followed.room().snapshot())))
                .toList();
    }

    public synchronized Totals totals() {
        return new Totals(applied, applyNanos, delivered, rooms.size(), stateBytes);
    }

    /** Tells the hosts of crowded broadcasts how many there are, where that has changed. */
    public synchronized void tellCounts() {
        for (FollowedRoom followed : recounted) {
            var counts =
                    new ServerMessage.RoomStats(followed.name(), followed.room().counts());
            Frame frame = new Frame(counts);
            for (String host : followed.room().stage()) {
                Attachment attachment = followed.attachment(host);
                if (attachment != null) {
                    attachment.deliver(frame);
                }
            }
        }
        recounted.clear();
    }
}
