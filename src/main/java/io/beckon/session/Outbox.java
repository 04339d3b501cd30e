package io.beckon.session;

import io.beckon.following.Frame;
import java.util.ArrayDeque;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one client, in order. Live frames count against a bound of bytes; rosters and replays are made only
 * when their turn comes and count one by one. Frames are put in by any thread and taken out by the connection's own.
 */
public final class Outbox {

    /**
     * Maximum number of rosters and replays that wait. A client has no more than {@link Replies#MOST} unanswered frames; what others do, such as
     * accepting its calls, may add a few.
     */
    static final int MOST_DEFERRED = 2 * Replies.MOST;

    /** Frames that are made as they are taken. */
    interface Source {
        /** The next frame, or {@code null} when there is none left. */
        byte @Nullable [] next();

        /** Nobody takes them: who is to get them reads them elsewhere. */
        default void skip() {}
    }

    private final long bound;
    private final LongConsumer deliveryMillis;
    private final Runnable onPulled;
    private final ArrayDeque<Object> queue = new ArrayDeque<>(4);
    private long waiting;
    private volatile int deferred;
    private long taken;
    private boolean closed;

    /**
     * @param bound bytes of live frames that may wait
     * @param deliveryMillis told of each frame of a room, as it is taken, for how long it has been in the log
     * @param onPulled runs each time that there is one roster or replay less
     */
    Outbox(long bound, LongConsumer deliveryMillis, Runnable onPulled) {
        this.bound = bound;
        this.deliveryMillis = deliveryMillis;
        this.onPulled = onPulled;
    }

    /** @return false when the frame does not fit any more: the client reads too slowly */
    boolean offer(byte[] frame) {
        return offer(frame, frame.length);
    }

    /** The same of a room's frame, which others get, too. */
    boolean offer(Frame.Encoded frame) {
        return offer(frame, frame.bytes().length);
    }

    private synchronized boolean offer(Object frame, int length) {
        if (closed) {
            return true;
        }
        waiting += length;
        queue.addLast(frame);
        return waiting <= bound;
    }

    /** A frame that is made when its turn comes. */
    boolean defer(Supplier<byte[]> frame) {
        return pull(new Once(frame));
    }

    /** @return false when there are too many: the client reads too slowly */
    synchronized boolean pull(Source source) {
        if (closed) {
            return true;
        }
        queue.addLast(source);
        return ++deferred <= MOST_DEFERRED;
    }

    /** The next frame, or {@code null} when none is waiting. */
    public byte @Nullable [] poll() {
        for (Object head = head(); head != null; head = head()) {
            if (head instanceof byte[] frame) {
                return frame;
            }
            if (head instanceof Frame.Encoded frame) {
                tellDelivery(frame);
                return frame.bytes();
            }
            Source source = (Source) head;
            byte[] frame = source.next();
            if (frame == null || source instanceof Once) {
                drop(source);
            }
            if (frame != null) {
                count();
                return frame;
            }
        }
        return null;
    }

    /** What is first, taken out unless it is a source, which may have more than one. */
    private synchronized @Nullable Object head() {
        Object head = queue.peekFirst();
        if (head != null && !(head instanceof Source)) {
            queue.removeFirst();
            waiting -= head instanceof Frame.Encoded frame ? frame.bytes().length : ((byte[]) head).length;
            taken++;
        }
        return head;
    }

    /** The log's clock may be ahead of this machine's. */
    private void tellDelivery(Frame.Encoded frame) {
        if (frame.loggedAt() > 0) {
            deliveryMillis.accept(Math.max(0, System.currentTimeMillis() - frame.loggedAt()));
        }
    }

    private synchronized void count() {
        taken++;
    }

    private void drop(Source source) {
        synchronized (this) {
            if (queue.peekFirst() != source) {
                return;
            }
            queue.removeFirst();
            deferred--;
        }
        onPulled.run();
    }

    /** Bytes of live frames that wait. */
    synchronized long waiting() {
        return waiting;
    }

    /** How many rosters and replays wait. */
    int deferred() {
        return deferred;
    }

    /** How many frames have been taken so far; -1 while none waits. */
    synchronized long progress() {
        return queue.isEmpty() ? -1 : taken;
    }

    /** Nothing more is put in; what waits can still be taken. */
    synchronized void seal() {
        closed = true;
    }

    synchronized void close() {
        closed = true;
        queue.clear();
        waiting = 0;
        deferred = 0;
    }

    /** A single frame. */
    static final class Once implements Source {

        private @Nullable Supplier<byte[]> frame;

        Once(Supplier<byte[]> frame) {
            this.frame = frame;
        }

        @Override
        public byte @Nullable [] next() {
            Supplier<byte[]> once = frame;
            frame = null;
            return once == null ? null : once.get();
        }
    }
}
