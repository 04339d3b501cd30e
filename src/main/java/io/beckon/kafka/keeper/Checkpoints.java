package io.beckon.kafka.keeper;

import io.beckon.kafka.Answers;
import io.beckon.kafka.ClientSettings;
import io.beckon.kafka.EventsTopic;
import io.beckon.kafka.Offsets;
import io.beckon.kafka.TopicNames;
import io.beckon.log.Checkpoint;
import io.beckon.log.LogUnavailable;
import io.beckon.log.Partition;
import io.beckon.records.CheckpointCodec;
import io.beckon.records.UnreadableRecord;
import io.beckon.records.Watermark;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** The checkpoints that {@link Keeper}s have written, for those who begin to follow a partition. Safe for several threads. */
public final class Checkpoints implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Checkpoints.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Admin admin;
    private final EventsTopic events;
    private final CheckpointReader reader;
    private final CheckpointCodec codec = new CheckpointCodec();

    /** @param client common client settings, as the operator gave them */
    public Checkpoints(Map<String, Object> client, TopicNames names) {
        ClientSettings settings = new ClientSettings(client);
        this.admin = settings.admin("beckon-checkpoints");
        this.events = new EventsTopic(admin, names.events(), new Answers(PATIENCE));
        this.reader = new CheckpointReader(settings, names.checkpoints());
    }

    /**
     * The newest of a partition. Without one that fits the log as it is now, all that the log still has and no rooms. Blocks.
     *
     * @throws LogUnavailable when it cannot be read
     */
    public Checkpoint read(int partition) {
        KeptParts kept = whole(() -> reader.read(partition), () -> events.range(partition));
        String topicId = events.id();
        Offsets.Range log = events.range(partition);
        if (!kept.fits(topicId, log)) {
            ignored(partition, kept.watermark(), topicId, log);
            return new Checkpoint(log.first(), log.end(), List.of());
        }
        try {
            long next = KeptParts.position(Objects.requireNonNull(kept.watermark()));
            return new Checkpoint(next, log.end(), kept.rooms(codec));
        } catch (UnreadableRecord e) {
            throw new LogUnavailable("the checkpoint of partition " + partition + " is unreadable: " + e.getMessage());
        }
    }

    /** Where the log does not begin with its first record there is a watermark: what has none is read again, once. */
    static KeptParts whole(Supplier<KeptParts> read, Supplier<Offsets.Range> log) {
        KeptParts kept = read.get();
        return kept.watermark() == null && log.get().first() > Partition.FIRST ? read.get() : kept;
    }

    private static void ignored(int partition, @Nullable Watermark watermark, String topicId, Offsets.Range log) {
        if (watermark == null) {
            if (log.first() > Partition.FIRST) {
                LOG.log(
                        Level.WARNING,
                        "There is no checkpoint though the log does not begin with its first record, so what was before is unknown:"
                                + " partition=" + partition + " offset=" + (log.first() - Partition.FIRST));
            }
        } else {
            String why = watermark.topicId().equals(topicId)
                    ? "the log is kept from offset " + (log.first() - 1) + " to " + (log.end() - 1)
                    : "the events topic was made anew";
            LOG.log(
                    Level.WARNING,
                    "A checkpoint is ignored, since " + why + ": partition=" + partition + " offset="
                            + watermark.offset());
        }
    }

    @Override
    public void close() {
        reader.close();
        admin.close(Duration.ofSeconds(1));
    }
}
