package io.beckon.session;

import io.beckon.protocol.CloseCode;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.RoomKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a session that came by requests: their replies go to whoever asked, and not to the session's connection. Safe for use
 * by several threads.
 */
final class Asked {

    /** Maximum number of requests that wait for replies. */
    static final int MOST = Replies.MOST;

    /** A frame that does not say which room it is about: the only one that the session is in. */
    static final String UNSAID = "";

    /** No room's name begins like this. */
    private static final String NO_ROOM = "/";

    /** By {@code id} the first that waits, with the others behind it in the order in which they came. */
    private final Map<String, Waiting> waiting = new HashMap<>(0);

    private volatile int size;
    private boolean closed;
    private CloseCode why = CloseCode.TRY_AGAIN_LATER;

    /** One that waits for the reply to its frame, and the next one whose frame has the same {@code id}. */
    private static final class Waiting {

        private final String about;
        private final MessageCodec codec;
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private @Nullable Waiting next;

        Waiting(String about, MessageCodec codec) {
            this.about = about;
            this.codec = codec;
        }

        /** Puts another one behind the last. */
        Waiting and(Waiting another) {
            Waiting last = this;
            while (last.next != null) {
                last = last.next;
            }
            last.next = another;
            return this;
        }

        /** Whether a frame is about this, of it and those behind it. */
        boolean isAbout(String what) {
            return about.equals(what) || next != null && next.isAbout(what);
        }

        /** What the first frame is about that is about no room, of it and those behind it. */
        @Nullable String roomless() {
            return about.startsWith(NO_ROOM) ? about : next == null ? null : next.roomless();
        }
    }

    /** What a frame is about that is about no room, but perhaps about a call. */
    static String ofCall(@Nullable String call) {
        return NO_ROOM + (call == null ? "" : call);
    }

    /**
     * A frame with this {@code id} is about to be taken. Frames that have the same, and are about the same, are one that was sent again,
     * and have one reply.
     *
     * @param about the name of a room, {@link #ofCall} or {@link #UNSAID}
     * @return fails with {@link SessionOver} when the session ends first; {@code null} if there are too many already
     */
    synchronized @Nullable CompletableFuture<Answer> expect(String id, String about, MessageCodec codec) {
        if (!closed && size >= MOST) {
            return null;
        }
        Waiting one = new Waiting(about, codec);
        if (closed) {
            one.answer.completeExceptionally(new SessionOver(why));
        } else {
            waiting.merge(id, one, Waiting::and);
            size++;
        }
        return one.answer;
    }

    /** Whether somebody waits for the reply to a frame with this {@code id}. */
    boolean awaits(@Nullable String id) {
        if (size == 0 || id == null) {
            return false;
        }
        synchronized (this) {
            return waiting.containsKey(id);
        }
    }

    /** Gives a reply to who waits for it. @return whether somebody does */
    boolean take(ServerMessage reply) {
        String id = size == 0 ? null : reply.id();
        Waiting answered = id == null ? null : remove(id, reply);
        for (Waiting one = answered; one != null; one = one.next) {
            one.answer.complete(new Answer(reply, one.codec.encode(reply)));
        }
        return answered != null;
    }

    /** Those to whose frames this is the reply; {@code null}: there are none. */
    private synchronized @Nullable Waiting remove(String id, ServerMessage reply) {
        Waiting first = waiting.remove(id);
        String about = first == null ? null : meant(first, reply);
        Waiting removed = null;
        Waiting left = null;
        for (Waiting one = first; one != null; ) {
            Waiting next = one.next;
            one.next = null;
            if (one.about.equals(about)) {
                removed = removed == null ? one : removed.and(one);
                size--;
            } else {
                left = left == null ? one : left.and(one);
            }
            one = next;
        }
        if (left != null) {
            waiting.put(id, left);
        }
        return removed;
    }

    /**
     * Which of the frames of one {@code id} a reply is to: those about its room or call; else one that may be. A frame about another room
     * never is.
     */
    private static @Nullable String meant(Waiting first, ServerMessage reply) {
        String room = room(reply);
        String exactly = reply instanceof ServerMessage.Call call ? ofCall(call.call()) : room;
        if (exactly != null && first.isAbout(exactly)) {
            return exactly;
        }
        String roomless = first.roomless();
        String unsaid = first.isAbout(UNSAID) ? UNSAID : null;
        if (room != null) {
            boolean mayBeRoomless = RoomKey.isOfCall(room) || reply instanceof ServerMessage.ErrorMessage;
            return unsaid == null && mayBeRoomless ? roomless : unsaid;
        }
        if (roomless != null) {
            return roomless;
        }
        return unsaid == null ? first.about : unsaid;
    }

    private static @Nullable String room(ServerMessage reply) {
        return switch (reply) {
            case ServerMessage.Ack ack -> ack.room();
            case ServerMessage.ErrorMessage error -> error.room();
            case ServerMessage.Joined joined -> joined.room();
            case ServerMessage.Left left -> left.room();
            case ServerMessage.Roster roster -> roster.room();
            case ServerMessage.Knocking knocking -> knocking.room();
            default -> null;
        };
    }

    /** Why the session ends, when it does. */
    synchronized void endsFor(CloseCode code) {
        if (!closed) {
            why = code;
        }
    }

    /** No further reply comes. */
    void close() {
        List<Waiting> left;
        SessionOver over;
        synchronized (this) {
            closed = true;
            over = new SessionOver(why);
            left = List.copyOf(waiting.values());
            waiting.clear();
            size = 0;
        }
        for (Waiting first : left) {
            for (Waiting one = first; one != null; one = one.next) {
                one.answer.completeExceptionally(over);
            }
        }
    }
}
