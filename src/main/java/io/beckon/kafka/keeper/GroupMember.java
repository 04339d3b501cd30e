package io.beckon.kafka.keeper;

import io.beckon.kafka.ClientSettings;
import io.beckon.log.LogUnavailable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Takes part in a consumer group, so that each partition has one who reads it, and commits what follows from the records in
 * transactions with the group's offsets: exactly once. What a member knows beyond its last transaction is nothing that anybody
 * needs: after a failure, lack of memory too, it begins again from there. A thread of its own.
 */
final class GroupMember<S extends Share> implements AutoCloseable {

    private static final Logger LOG = System.getLogger(GroupMember.class.getName());

    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ClientSettings client;
    private final GroupSettings settings;
    private final Supplier<? extends Duty<S>> duties;
    private final Runnable beforeCommit;
    private final GroupFigures figures;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Shift<S> shift;
    private volatile long endedAt;

    /**
     * @param duties makes one for each shift
     * @param beforeCommit is called when all of a transaction was sent
     */
    GroupMember(
            ClientSettings client,
            GroupSettings settings,
            Supplier<? extends Duty<S>> duties,
            GroupFigures figures,
            Runnable beforeCommit) {
        this.client = client;
        this.settings = settings;
        this.duties = duties;
        this.figures = figures;
        this.beforeCommit = beforeCommit;
        this.thread = new Thread(this::run, settings.name());
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        long pause = FIRST_PAUSE_MILLIS;
        boolean failing = false;
        while (!isClosing()) {
            long commits = figures.commits.sum();
            try {
                work();
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                if (isClosing()) {
                    return;
                }
                boolean worked = figures.commits.sum() > commits;
                Level level = failing && !worked ? Level.DEBUG : Level.WARNING;
                LOG.log(
                        level,
                        settings.name() + " begins again from what was committed: " + e,
                        isExpected(e) ? null : e);
                pause = worked ? FIRST_PAUSE_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                failing = true;
                figures.restarts.increment();
                rest(pause);
            }
        }
    }

    private static boolean isExpected(Throwable e) {
        return e instanceof KafkaException || e instanceof LogUnavailable;
    }

    private void work() {
        long interval = settings.interval().toNanos();
        try (Shift<S> now = new Shift<>(client, settings, duties.get(), figures, beforeCommit)) {
            shift = now;
            now.begin();
            long ticked = System.nanoTime() - interval;
            while (!isClosing()) {
                now.poll();
                if (System.nanoTime() - ticked >= interval) {
                    ticked = System.nanoTime();
                    now.tick();
                }
            }
        } finally {
            shift = null;
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void rest(long millis) {
        try {
            closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, settings.name() + " does not rest", e);
        }
    }

    /** Begins to leave the group, so that others take over at once. Returns at once. */
    synchronized void end() {
        if (isClosing()) {
            return;
        }
        endedAt = System.nanoTime();
        closing.countDown();
        Shift<S> now = shift;
        if (now != null) {
            now.wakeUp();
        }
    }

    /** Returns when it has left the group, at most 5 s after it has begun to. */
    @Override
    public void close() {
        end();
        long left = PATIENCE.toNanos() - (System.nanoTime() - endedAt);
        try {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
