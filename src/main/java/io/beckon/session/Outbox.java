package io.beckon.session;

import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one client, in order. Live frames count against a bound; rosters and replays are made only when
 * their turn comes and do not. Frames are put in by any thread and taken out by the connection's own.
 */
public final class Outbox {

    /** Frames that are made as they are taken. */
    interface Source {
        /** The next frame, or {@code null} when there is none left. */
        byte @Nullable [] next();
    }

    private final long bound;
    private final ArrayDeque<Object> queue = new ArrayDeque<>(4);
    private long waiting;
    private boolean closed;

    /** @param bound bytes of live frames that may wait */
    Outbox(long bound) {
        this.bound = bound;
    }

    /** @return false when the frame does not fit any more: the client reads too slowly */
    synchronized boolean offer(byte[] frame) {
        if (closed) {
            return true;
        }
        waiting += frame.length;
        queue.addLast(frame);
        return waiting <= bound;
    }

    /** A frame that is made when its turn comes. */
    void defer(Supplier<byte[]> frame) {
        pull(new Once(frame));
    }

    synchronized void pull(Source source) {
        if (!closed) {
            queue.addLast(source);
        }
    }

    /** The next frame, or {@code null} when none is waiting. */
    public byte @Nullable [] poll() {
        for (Object head = head(); head != null; head = head()) {
            if (head instanceof byte[] frame) {
                take(frame);
                return frame;
            }
            byte[] frame = ((Source) head).next();
            if (frame != null) {
                return frame;
            }
            drop(head);
        }
        return null;
    }

    private synchronized @Nullable Object head() {
        return queue.peekFirst();
    }

    private synchronized void take(byte[] frame) {
        if (queue.peekFirst() == frame) {
            queue.removeFirst();
            waiting -= frame.length;
        }
    }

    private synchronized void drop(Object source) {
        if (queue.peekFirst() == source) {
            queue.removeFirst();
        }
    }

    /** Nothing more is put in; what waits can still be taken. */
    synchronized void seal() {
        closed = true;
    }

    synchronized void close() {
        closed = true;
        queue.clear();
        waiting = 0;
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
