package io.beckon.session;

import io.beckon.following.Attachment;
import io.beckon.following.Delivered;
import io.beckon.following.FollowedRoom;
import io.beckon.following.Follower;
import io.beckon.following.Frame;
import io.beckon.following.Wording;
import io.beckon.identity.Ids;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.OfferStanding;
import io.beckon.room.RoomKey;
import io.beckon.room.Seq;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What goes out to a client that polls. What its rooms say is not kept for it: each reading takes that from the rooms' history, from
 * where the client says that it is. Only what has no place in a room's log waits here, as {@link Notes}. Safe for use by
 * several threads.
 */
public final class Feed extends Outgoing {

    /**
     * A reading ends with the frame that makes it larger. A connection takes 64 KiB before it says that there is more to write than it can
     * send, and what it says is unread weighs: of hundreds that read at once nearly all take their answers as fast as they come.
     */
    static final int MOST_BYTES = 48 * 1024;

    private static final int CHUNK = 64;

    /** What it costs to pass once more over an event that may be for others. */
    private static final int BYTES_OF_EVENT = 16;

    private final Connection connection;
    private final Follower follower;
    private final Supplier<String> id;
    private final String source = Ids.random();
    private final Notes notes;
    private final Runnable onTooSlow;
    private final Rereads rereads;
    /** What was looked through for the client, which it has perhaps not got. */
    private final Rereads searches;

    private final RoomsToRead rooms;

    /** @param id the session's */
    Feed(
            MessageCodec codec,
            Outbox outbox,
            Connection connection,
            Asked asked,
            SessionFigures figures,
            Runnable onTooSlow,
            Limits limits,
            Follower follower,
            Conduct conduct,
            Supplier<String> id) {
        super(codec, outbox, connection, asked, figures, onTooSlow);
        this.connection = connection;
        this.onTooSlow = onTooSlow;
        this.follower = follower;
        this.id = id;
        this.notes = new Notes(limits.outboundQueueBytes());
        this.rooms = new RoomsToRead(limits.roomsPerConnection());
        this.rereads = new Rereads(conduct, follower::now);
        this.searches = new Rereads(conduct, follower::now);
    }

    /** A frame, and where a client is that has read it. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Item(String type, byte[] json, Cursor cursor) {}

    /** @param next from where to read on */
    public record Reading(List<Item> items, Cursor next) {}

    // In

    @Override
    void give(Frame frame) {
        if (frame.message() instanceof ServerMessage.RoomStats stats) {
            note(stats, stats.room(), null, 0, codec().encode(stats));
        } else {
            connection.wake();
        }
    }

    @Override
    void put(ServerMessage message, byte[] encoded) {
        String room = message instanceof ServerMessage.Joined joined ? joined.room() : null;
        note(message, room, null, 0, encoded);
    }

    @Override
    void dismissed(RoomKey room, ServerMessage left) {
        long end = Seq.of(follower.partition(room).position() + 1, 0);
        note(left, room.name(), room, end, codec().encode(left));
    }

    private void note(ServerMessage message, @Nullable String name, @Nullable RoomKey room, long before, byte[] json) {
        if (notes.add(
                new Notes.Note(Notes.type(json), name, room, before, json),
                message instanceof ServerMessage.RoomStats)) {
            connection.wake();
        } else {
            onTooSlow.run();
        }
    }

    @Override
    void defer(@Nullable String id, ServerMessage message, IntConsumer onMade) {
        send(message);
    }

    @Override
    void pull(Outbox.Source source) {
        if (source instanceof Outbox.Once once) {
            connection.execute(() -> {
                byte[] json = once.next();
                if (json != null && !notes.add(new Notes.Note(Notes.type(json), null, null, 0, json), false)) {
                    onTooSlow.run();
                }
                connection.wake();
            });
        } else {
            source.skip();
            connection.wake();
        }
    }

    @Override
    void detached() {
        connection.wake();
    }

    @Override
    void attached(RoomKey room, Attachment attachment) {
        rooms.add(room, attachment);
    }

    /** Whether there may be frames of a room to read, in which it may have been before. */
    public boolean hasToRead(String room) {
        return !rooms.named(room).isEmpty();
    }

    /** {@code seq} of the join by which the session is in a room; {@link Long#MAX_VALUE} where it is not in it (any more). */
    public long joined(String room) {
        return rooms.named(room).entrySet().stream()
                .filter(each -> !hasEnded(each.getKey(), each.getValue()))
                .mapToLong(each -> each.getValue().joined())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /**
     * How it stands with the session's offers in one of its connections; {@link OfferStanding#OPEN} also where it is in no such room, or
     * nothing is known of it here.
     *
     * @param to with whom; {@code null}: with anybody
     */
    public OfferStanding offers(String room, @Nullable String to, String pc) {
        for (RoomKey named : rooms.named(room).keySet()) {
            OfferStanding standing = follower.read(named, followed -> {
                String peer = followed.room().peer(id.get());
                return peer == null ? null : followed.room().offers(peer, to, pc);
            });
            if (standing != null) {
                return standing;
            }
        }
        return OfferStanding.OPEN;
    }

    private boolean hasEnded(RoomKey room, Attachment attachment) {
        return Boolean.TRUE.equals(follower.read(room, followed -> attachment.hasEnded()));
    }

    /** Of how many rooms there may be frames to read. */
    int rooms() {
        return rooms.size();
    }

    // Out

    /**
     * What comes after a cursor. Consumes nothing.
     *
     * @param only the name of the room whose frames are wanted, beside those of none; {@code null}: all
     * @param most how many frames
     * @return {@code null} when something after the cursor is not kept any more, or the cursor is of another life of the log
     * @throws IllegalArgumentException when a bare {@code seq} does not tell which room's it is
     */
    public @Nullable Reading read(Cursor from, @Nullable String only, int most) {
        Pass pass = pass(from, only, most);
        return pass.gone ? null : new Reading(pass.items, pass.cursor());
    }

    /** The same for the client, who is charged for what it gets again. */
    public @Nullable Reading handOut(Cursor from, @Nullable String only, int most) {
        Pass pass = pass(from, only, most);
        rereads.charge(pass.again);
        if (pass.gone) {
            return null;
        }
        rereads.gives(pass.sources.keySet(), pass.places);
        rereads.givesNotes(pass.sources.isEmpty() ? null : only, pass.seen);
        rooms.remove(pass.through);
        rereads.keepOnly(rooms.all());
        return new Reading(pass.items, pass.cursor());
    }

    /**
     * What a room has said after a cursor, for a request of the client that waits for something in it. What is looked through once is free,
     * what is looked through again is charged, whether or not the client has got it.
     *
     * @return as {@link #read}
     */
    public @Nullable Reading search(Cursor from, String room, int most) {
        Pass pass = new Pass(searches, from, most, rooms.named(room));
        pass.readRooms();
        searches.charge(pass.again);
        if (pass.gone) {
            return null;
        }
        searches.gives(pass.sources.keySet(), pass.places);
        searches.keepOnly(rooms.all());
        return new Reading(pass.items, pass.cursor());
    }

    /** Milliseconds until a room may be looked through from there; 0 where it was not yet. */
    public long waitToSearch(Cursor from, String room) {
        return searches.waitMillis(from, rooms.named(room));
    }

    /** Milliseconds until the client may read from there; 0 where it has not got anything of that yet. */
    public long waitMillis(Cursor from, @Nullable String only) {
        return rereads.waitMillis(from, notesSeen(from), only, rooms.named(only));
    }

    private long notesSeen(Cursor from) {
        return from.source().equals(source) ? from.notes() : 0;
    }

    private Pass pass(Cursor from, @Nullable String only, int most) {
        Map<RoomKey, Attachment> sources = rooms.named(only);
        if (from.seq() != null && only == null && sources.size() > 1) {
            throw new IllegalArgumentException("in several rooms: a seq does not tell which one's it is");
        }
        String filter = sources.isEmpty() ? null : only;
        Pass pass = new Pass(rereads, from, most, sources);
        for (Map.Entry<Long, Notes.Note> each : notes.after(pass.seen).entrySet()) {
            Notes.Note note = each.getValue();
            RoomKey room = note.room();
            if (room != null && sources.containsKey(room) && !pass.read(room, note.before())) {
                break;
            }
            if (pass.isFull()) {
                break;
            }
            pass.seen = each.getKey();
            if (only == null || note.name() == null || only.equals(note.name())) {
                pass.add(note.type(), note.json(), rereads.hasGivenNote(filter, each.getKey()));
            }
        }
        pass.readRooms();
        return pass;
    }

    /** One reading of what comes after a cursor: where it has come to, and what it costs that was read before. */
    private final class Pass {

        final List<Item> items = new ArrayList<>();
        private final Rereads known;
        private final Cursor from;
        private final int most;
        final Map<RoomKey, Attachment> sources;
        final Map<String, Long> places;
        /** Places that have ended, and of which there is nothing after the cursor. */
        final Map<RoomKey, Attachment> through = new LinkedHashMap<>(2);

        private int bytes;
        /** What it costs that was read before. */
        int again;

        long seen;
        boolean gone;

        /** @param known what was read before */
        Pass(Rereads known, Cursor from, int most, Map<RoomKey, Attachment> sources) {
            this.known = known;
            this.from = from;
            this.most = most;
            this.sources = sources;
            this.places = new LinkedHashMap<>(from.seen());
            places.keySet().retainAll(rooms.names());
            Long bare = from.seq();
            if (bare != null) {
                sources.keySet().forEach(room -> places.put(room.name(), bare));
            }
            this.seen = notesSeen(from);
        }

        boolean isFull() {
            return items.size() >= most || bytes >= MOST_BYTES;
        }

        void add(String type, byte[] json, boolean isAgain) {
            items.add(new Item(type, json, cursor()));
            bytes += json.length;
            again += isAgain ? json.length : 0;
        }

        Cursor cursor() {
            Map<String, Long> further = new LinkedHashMap<>(places);
            through.keySet().forEach(room -> further.remove(room.name()));
            return new Cursor(source, seen, further, null);
        }

        void readRooms() {
            sources.keySet().forEach(room -> read(room, Long.MAX_VALUE));
        }

        /** @return whether there is no more of the room before that place */
        boolean read(RoomKey room, long before) {
            while (!gone && !isFull()) {
                List<Delivered> events = follower.read(room, followed -> next(followed, room, before));
                if (events == null || events.isEmpty()) {
                    return true;
                }
                for (Delivered event : events) {
                    if (isFull()) {
                        return false;
                    }
                    places.put(room.name(), event.seq());
                    byte[] json = codec().encode(Wording.event(room.name(), event.seq(), event.event()));
                    add(Notes.type(json), json, event.seq() <= known.given(room));
                }
            }
            return false;
        }

        private @Nullable List<Delivered> next(FollowedRoom followed, RoomKey room, long before) {
            Attachment attachment = sources.get(room);
            if (attachment == null) {
                return null;
            }
            long given = Math.max(places.getOrDefault(room.name(), -1L), from.seen(room.name()));
            long after = followed.history().begin(Math.max(given, attachment.joined()));
            places.put(room.name(), Math.max(given, attachment.joined()));
            long end = Seq.of(follower.partition(room).position() + 1, 0);
            if (given >= end || !follower.memory().covers(followed.history(), id.get(), after)) {
                gone = true;
                return null;
            }
            int wanted = Math.min(CHUNK, most - items.size());
            List<Delivered> found =
                    follower.memory().between(followed.history(), after, before, id.get(), attachment.joined(), wanted);
            chargeWalk(
                    followed,
                    room,
                    after,
                    found.size() == wanted ? found.getLast().seq() : before - 1);
            List<Delivered> events = found.stream()
                    .filter(event -> attachment.takes(event.seq()))
                    .toList();
            if (events.isEmpty() && before == Long.MAX_VALUE) {
                places.merge(room.name(), follower.memory().last(followed.history()), Math::max);
                if (attachment.hasEnded() && given == from.seen(room.name())) {
                    through.put(room, attachment);
                }
            }
            return events;
        }

        /** Also what is for others takes time to pass over. */
        private void chargeWalk(FollowedRoom followed, RoomKey room, long after, long until) {
            long walkedBefore = Math.min(until, known.given(room));
            if (walkedBefore > after) {
                again += BYTES_OF_EVENT * follower.memory().walked(followed.history(), after, walkedBefore);
            }
        }
    }
}
