package io.beckon.audit;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a thread of its own. Whoever adds to it never waits, and seldom wakes that thread: once there is something, it lets
 * more gather for {@value #GATHERING_MILLIS} ms and works through all of it. Any number of threads may add.
 *
 * @param <T> what waits
 */
public final class Backlog<T> {

    private static final long GATHERING_MILLIS = 20;
    private static final long GATHERING_NANOS =
            Duration.ofMillis(GATHERING_MILLIS).toNanos();

    private final int most;
    private final long mostBytes;
    private final ToIntFunction<T> weight;
    private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger entries = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    /** The thread that waits for the first entry, so that whoever adds it has to wake it. */
    private final AtomicBoolean idle = new AtomicBoolean();

    private volatile @Nullable Thread worker;
    /** Half of the room is taken, or it is over: nothing is gathered any longer. */
    private volatile boolean pressing;

    private volatile boolean closed;

    /**
     * @param most entries that may wait
     * @param mostBytes that they may have
     * @param weight of an entry, in bytes
     */
    public Backlog(int most, long mostBytes, ToIntFunction<T> weight) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.weight = weight;
    }

    /** Returns whether there was room, and this is not closed. */
    public boolean add(T entry) {
        int size = weight.applyAsInt(entry);
        int number = entries.incrementAndGet();
        long sum = bytes.addAndGet(size);
        if (closed || number > most || sum > mostBytes) {
            giveBack(size);
            return false;
        }
        waiting.add(entry);
        boolean isHalf = number > most / 2 || sum > mostBytes / 2;
        if (isHalf && !pressing) {
            pressing = true;
            LockSupport.unpark(worker);
        } else if (idle.get() && idle.compareAndSet(true, false)) {
            LockSupport.unpark(worker);
        }
        return true;
    }

    private void giveBack(int size) {
        entries.decrementAndGet();
        bytes.addAndGet(-size);
    }

    /**
     * Hands over all that waits, one after the other. Waits for something first, until the time is over or this is closed.
     *
     * @param each must not throw
     */
    public void work(long patienceNanos, Consumer<T> each) {
        worker = Thread.currentThread();
        awaitFirst(System.nanoTime() + patienceNanos);
        gather();
        pressing = closed;
        for (int n = entries.get(); n > 0; n--) {
            T next = waiting.poll();
            if (next == null) {
                return;
            }
            giveBack(weight.applyAsInt(next));
            each.accept(next);
        }
    }

    private void awaitFirst(long end) {
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            idle.set(true);
            if (!waiting.isEmpty() || closed) {
                break;
            }
            LockSupport.parkNanos(this, left);
        }
        idle.set(false);
    }

    private void gather() {
        long end = System.nanoTime() + GATHERING_NANOS;
        long left = GATHERING_NANOS;
        while (left > 0 && !pressing && !waiting.isEmpty()) {
            LockSupport.parkNanos(this, left);
            left = end - System.nanoTime();
        }
    }

    /** Entries that wait. */
    public int size() {
        return entries.get();
    }

    /** Takes nothing more; what waits is still worked through. */
    public void close() {
        closed = true;
        pressing = true;
        LockSupport.unpark(worker);
    }

    /** Whether it is closed and nothing waits or is being added: the thread may end. */
    public boolean isOver() {
        return closed && entries.get() == 0;
    }
}
