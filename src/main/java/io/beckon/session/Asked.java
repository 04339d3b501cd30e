package io.beckon.session;

import io.beckon.protocol.CloseCode;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;
import java.util.ArrayList;
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

    /** So many requests may wait for replies. */
    static final int MOST = Replies.MOST;

    private final Map<String, List<Waiting>> waiting = new HashMap<>(0);
    private volatile int size;
    private boolean closed;
    private CloseCode why = CloseCode.TRY_AGAIN_LATER;

    private record Waiting(MessageCodec codec, CompletableFuture<Answer> answer) {}

    /**
     * A frame with this {@code id} is about to be taken. Frames that have the same are one that was sent again, and have one reply.
     *
     * @return fails with {@link SessionOver} when the session ends first; {@code null} if there are too many already
     */
    synchronized @Nullable CompletableFuture<Answer> expect(String id, MessageCodec codec) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        if (closed) {
            answer.completeExceptionally(new SessionOver(why));
        } else if (size >= MOST) {
            return null;
        } else {
            waiting.computeIfAbsent(id, key -> new ArrayList<>(1)).add(new Waiting(codec, answer));
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
        List<Waiting> answered = id == null ? null : remove(id);
        if (answered == null) {
            return false;
        }
        for (Waiting one : answered) {
            one.answer.complete(new Answer(reply, one.codec.encode(reply)));
        }
        return true;
    }

    private synchronized @Nullable List<Waiting> remove(String id) {
        List<Waiting> removed = waiting.remove(id);
        size -= removed == null ? 0 : removed.size();
        return removed;
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
            waiting.values().forEach(left::addAll);
            waiting.clear();
            size = 0;
        }
        left.forEach(one -> one.answer.completeExceptionally(over));
    }
}
