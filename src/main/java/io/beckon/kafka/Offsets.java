package io.beckon.kafka;

import io.beckon.log.Checkpoint;
import io.beckon.log.LogUnavailable;
import io.beckon.log.Partition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Where partitions of a topic begin and end. */
public final class Offsets {

    private final Admin admin;
    private final String topic;
    private final Answers answers;

    /** The positions that a partition keeps: from the first up to, and without, the end. */
    public record Range(long first, long end) {}

    Offsets(Admin admin, String topic, Answers answers) {
        this.admin = admin;
        this.topic = topic;
        this.answers = answers;
    }

    /**
     * Blocks.
     *
     * @throws LogUnavailable when the brokers do not say
     */
    Range of(int partition) {
        TopicPartition of = new TopicPartition(topic, partition);
        return answers.to(() -> ask(of), "the brokers do not say where " + of + " begins and ends");
    }

    /** The end alone; does not block. Fails with {@link LogUnavailable} when the brokers do not say. */
    CompletionStage<Long> end(int partition, Duration patience) {
        TopicPartition of = new TopicPartition(topic, partition);
        return admin.listOffsets(
                        Map.of(of, OffsetSpec.latest()), new ListOffsetsOptions().timeoutMs((int) patience.toMillis()))
                .partitionResult(of)
                .toCompletionStage()
                .handle((end, failure) -> {
                    if (failure != null) {
                        throw new LogUnavailable("the brokers do not say where " + of + " ends: " + failure);
                    }
                    return end.offset() + Partition.FIRST;
                });
    }

    private Range ask(TopicPartition of) throws ExecutionException, InterruptedException {
        var first = admin.listOffsets(Map.of(of, OffsetSpec.earliest())).partitionResult(of);
        var end = admin.listOffsets(Map.of(of, OffsetSpec.latest())).partitionResult(of);
        return new Range(first.get().offset() + Partition.FIRST, end.get().offset() + Partition.FIRST);
    }

    /** All that is kept, when no checkpoints are. */
    Checkpoint wholeLog(int partition) {
        Range kept = of(partition);
        return new Checkpoint(kept.first(), kept.end(), List.of());
    }
}
