package io.beckon.kafka;

import io.beckon.log.LogUnavailable;
import io.beckon.records.RecordCodec;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Writes checkpoints of the rooms, off the path of delivery. All keepers are one consumer group over the events, so that each
 * partition has one; it applies each record some time after it has seen it, and commits what that changes in one transaction
 * with the watermark and the group's offset. What a keeper knows beyond a committed checkpoint is nothing that anybody needs:
 * after a failure, lack of memory too, it begins again from there. One thread.
 */
public final class Keeper implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Keeper.class.getName());

    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** It begins again by itself, and has one partition after the other to ask for. */
    private static final Duration BROKERS_PATIENCE = Duration.ofSeconds(1);

    private final KeeperParts parts;
    private final Admin admin;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable KeeperShift shift;

    /**
     * @param client common client settings, as the operator gave them
     * @param instance of this process, unlike any other's
     * @param isLost whether an instance is lost
     * @param propose appends a proposal to a room; called for timers that nobody else has proposed; must not block
     */
    public Keeper(
            Map<String, Object> client,
            KeeperSettings settings,
            String instance,
            Predicate<String> isLost,
            BiConsumer<RoomKey, Proposal> propose) {
        this(client, settings, instance, isLost, propose, Projection.NONE, () -> {});
    }

    /** @param beforeCommit is called when all of a transaction was sent */
    Keeper(
            Map<String, Object> client,
            KeeperSettings settings,
            String instance,
            Predicate<String> isLost,
            BiConsumer<RoomKey, Proposal> propose,
            Projection projection,
            Runnable beforeCommit) {
        ClientSettings clientSettings = new ClientSettings(client);
        TopicNames names = settings.names();
        this.admin = clientSettings.admin("beckon-keeper");
        this.parts = new KeeperParts(
                clientSettings,
                settings,
                instance,
                new EventsTopic(admin, names.events(), new Answers(BROKERS_PATIENCE)),
                new CheckpointReader(clientSettings, names.checkpoints()),
                new RoomRecords(names.events(), settings.partitions(), new RecordCodec(), () -> instance),
                new KeeperFigures(),
                projection,
                isLost,
                (room, proposal) -> propose(propose, room, proposal),
                beforeCommit);
        this.thread = new Thread(this::run, "beckon-keeper");
        this.thread.setDaemon(true);
    }

    private static void propose(BiConsumer<RoomKey, Proposal> how, RoomKey room, Proposal proposal) {
        try {
            how.accept(room, proposal);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A timer could not be proposed; it is tried again later", e);
        }
    }

    public void start() {
        thread.start();
    }

    public KeeperFigures figures() {
        return parts.figures();
    }

    private void run() {
        long pause = FIRST_PAUSE_MILLIS;
        boolean failing = false;
        while (!isClosing()) {
            long commits = figures().commits();
            try {
                work();
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                if (isClosing()) {
                    return;
                }
                boolean worked = figures().commits() > commits;
                Level level = failing && !worked ? Level.DEBUG : Level.WARNING;
                LOG.log(level, "A keeper begins again from the checkpoints: " + e, isExpected(e) ? null : e);
                pause = worked ? FIRST_PAUSE_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                failing = true;
                figures().restarts.increment();
                rest(pause);
            }
        }
    }

    private static boolean isExpected(Throwable e) {
        return e instanceof KafkaException || e instanceof LogUnavailable;
    }

    private void work() {
        long interval = parts.settings().interval().toNanos();
        try (KeeperShift now = new KeeperShift(parts)) {
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
            LOG.log(Level.DEBUG, "A keeper does not rest", e);
        }
    }

    /** Leaves the group, so that others take over at once. */
    @Override
    public void close() {
        closing.countDown();
        KeeperShift now = shift;
        if (now != null) {
            now.wakeUp();
        }
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        parts.checkpoints().close();
        admin.close(Duration.ofSeconds(1));
    }
}
