package io.beckon.kafka;

import io.beckon.log.Checkpoint;
import io.beckon.log.Following;
import io.beckon.log.LogUnavailable;
import io.beckon.log.PositionExpired;
import io.beckon.log.RoomLog;
import io.beckon.records.RecordCodec;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The room log over Kafka: a room's records are those of its key in the events topic, a record's position is its offset plus
 * one.
 *
 * @see <a href="../../../../../../docs/adr/0010-plain-kafka-clients.md">ADR 10</a>
 */
public final class KafkaRoomLog implements RoomLog, AutoCloseable {

    static final int MAX_RECORDS = 50_000;
    static final long MAX_BYTES = 32L << 20;
    private static final Duration WATCH = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** How long reading may fail before the partition is looked for that is to blame. */
    private static final Duration BLAME = Duration.ofSeconds(3);

    private final int partitions;
    private final RoomRecords records;
    private final LogFigures figures = new LogFigures();
    private final Admin admin;
    private final Offsets offsets;
    private final PartitionEnds ends;
    private final Appender appender;
    private final TopicWatch watch;
    private final PartitionReaders readers;
    private final IntFunction<Checkpoint> checkpoints;

    /**
     * @param client common client settings, as the operator gave them
     * @param topics that were made ready
     * @param instance of this node, at any time
     * @param checkpoints reads the newest of a partition; may block; {@code null}: none were kept, only the log itself
     */
    public KafkaRoomLog(
            Map<String, Object> client,
            Topics topics,
            Supplier<String> instance,
            @Nullable IntFunction<Checkpoint> checkpoints) {
        this(client, topics, instance, checkpoints, new AppendBudget(MAX_RECORDS, MAX_BYTES));
    }

    KafkaRoomLog(
            Map<String, Object> client,
            Topics topics,
            Supplier<String> instance,
            @Nullable IntFunction<Checkpoint> checkpoints,
            AppendBudget budget) {
        ClientSettings settings = new ClientSettings(client);
        String topic = topics.names().events();
        this.partitions = topics.partitions();
        this.records = new RoomRecords(topic, partitions, new RecordCodec(), instance);
        this.admin = settings.admin("beckon-log");
        this.offsets = new Offsets(admin, topic, new Answers(PATIENCE));
        this.ends = new PartitionEnds(partition -> offsets.end(partition, PATIENCE));
        this.checkpoints = checkpoints == null ? offsets::wholeLog : checkpoints;
        this.appender = new Appender(settings, "beckon-appender", topic, budget, figures);
        this.readers = new PartitionReaders(() -> new PartitionReader(
                settings.consumer("beckon-follower", Map.of()), topic, figures, BLAME, this::outOfRange));
        this.watch = new TopicWatch(
                admin, topic, partitions, topics.eventsUuid(), WATCH, () -> readers.endAll(Ended.ANOTHER_LIFE));
        appender.start();
        watch.start();
    }

    private void outOfRange(Reading reading) {
        watch.afterALook(() -> readers.end(reading, Ended.EXPIRED));
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public CompletionStage<Long> append(RoomKey room, Proposal proposal) {
        return appender.append(records.write(room, proposal));
    }

    @Override
    public Checkpoint checkpoint(int partition) {
        return checkpoints.apply(partition);
    }

    @Override
    public CompletionStage<Long> end(int partition) {
        return ends.of(partition);
    }

    @Override
    public Following follow(int partition, long from, Listener listener) {
        Offsets.Range kept = offsets.of(partition);
        if (from < kept.first() || from > kept.end()) {
            throw new PositionExpired(partition, from, kept.first());
        }
        Reading reading = new Reading(partition, from, listener, records, figures, readers::release);
        try {
            readers.begin(reading);
        } catch (KafkaException e) {
            throw new LogUnavailable("no client for partition " + partition + ": " + e);
        }
        return reading;
    }

    /** The id of the events topic: another one when it was deleted and made anew. */
    public String topicId() {
        return watch.id().toString();
    }

    /** Whether the events topic has more partitions than are used. */
    public boolean hasUnusedPartitions() {
        return watch.hasGrown();
    }

    /** What keeps the log from being read, and will not pass by itself. */
    public Optional<String> trouble() {
        return watch.trouble();
    }

    public LogFigures figures() {
        return figures;
    }

    /** Records on their way to the brokers. */
    public int waiting() {
        return appender.waiting();
    }

    /** For each partition that is followed, how many records are still to be read. */
    public Map<Integer, Long> lags() {
        return readers.lags();
    }

    /** Takes no more, sends what was appended as far as that is possible within a few seconds, and ends all followings. */
    @Override
    public void close() {
        appender.close();
        watch.close();
        readers.close(Duration.ofSeconds(2));
        admin.close(Duration.ofSeconds(1));
    }
}
