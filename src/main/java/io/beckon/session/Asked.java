package io.beckon.session;

import io.beckon.protocol.CloseCode;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.RoomKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a session that came by requests: their replies go to whoever asked, and not to the session's connection. Safe for use
 * by several threads.
 */
final class Asked {

    /** So many requests may wait for replies. */
    static final int MOST = Replies.MOST;

    /** A frame that does not say which room it is about: the only one that the session is in. */
    static final String UNSAID = "";

    /** No room's name begins like this. */
    private static final String NO_ROOM = "/";

    /** By {@code id}, and then by what the frames are about, in the order in which they came. */
    private final Map<String, Map<String, List<Waiting>>> waiting = new HashMap<>(0);

    private volatile int size;
    private boolean closed;
    private CloseCode why = CloseCode.TRY_AGAIN_LATER;

    private record Waiting(MessageCodec codec, CompletableFuture<Answer> answer) {}

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
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        if (closed) {
            answer.completeExceptionally(new SessionOver(why));
        } else if (size >= MOST) {
            return null;
        } else {
            waiting.computeIfAbsent(id, key -> new LinkedHashMap<>(2))
                    .computeIfAbsent(about, key -> new ArrayList<>(1))
                    .add(new Waiting(codec, answer));
            size++;
        }
        return answer;
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
        List<Waiting> answered = id == null ? null : remove(id, reply);
        if (answered == null) {
            return false;
        }
        for (Waiting one : answered) {
            one.answer.complete(new Answer(reply, one.codec.encode(reply)));
        }
        return true;
    }

    private synchronized @Nullable List<Waiting> remove(String id, ServerMessage reply) {
        Map<String, List<Waiting>> same = waiting.get(id);
        if (same == null) {
            return null;
        }
        String about = meant(same.keySet(), reply);
        List<Waiting> removed = about == null ? null : same.remove(about);
        if (removed == null) {
            return null;
        }
        if (same.isEmpty()) {
            waiting.remove(id);
        }
        size -= removed.size();
        return removed;
    }

    /**
     * Which of the frames of one {@code id} a reply is to: those about its room or call; else one that may be. A frame about another room
     * never is.
     */
    private static @Nullable String meant(Set<String> abouts, ServerMessage reply) {
        String room = room(reply);
        String exactly = reply instanceof ServerMessage.Call call ? ofCall(call.call()) : room;
        if (exactly != null && abouts.contains(exactly)) {
            return exactly;
        }
        String roomless = abouts.stream()
                .filter(about -> about.startsWith(NO_ROOM))
                .findFirst()
                .orElse(null);
        String unsaid = abouts.contains(UNSAID) ? UNSAID : null;
        if (room != null) {
            boolean mayBeRoomless = RoomKey.isOfCall(room) || reply instanceof ServerMessage.ErrorMessage;
            return unsaid == null && mayBeRoomless ? roomless : unsaid;
        }
        if (roomless != null) {
            return roomless;
        }
        return unsaid == null ? abouts.iterator().next() : unsaid;
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
        List<Waiting> left = new ArrayList<>();
        SessionOver over;
        synchronized (this) {
            closed = true;
            over = new SessionOver(why);
            waiting.values().forEach(same -> same.values().forEach(left::addAll));
            waiting.clear();
            size = 0;
        }
        left.forEach(one -> one.answer.completeExceptionally(over));
    }
}
