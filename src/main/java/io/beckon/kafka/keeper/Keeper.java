package io.beckon.kafka.keeper;

import io.beckon.kafka.Answers;
import io.beckon.kafka.ClientSettings;
import io.beckon.kafka.EventsTopic;
import io.beckon.kafka.RoomRecords;
import io.beckon.kafka.TopicNames;
import io.beckon.records.RecordCodec;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;

/**
 * Writes checkpoints of the rooms and what follows from their records for auditors, off the path of delivery. All keepers are one
 * consumer group over the events; each applies a record some time after it has seen it, and commits what that changes in one
 * transaction with the watermark and the group's offset. One thread.
 */
final class Keeper implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Keeper.class.getName());

    /** It begins again by itself, and has one partition after the other to ask for. */
    private static final Duration BROKERS_PATIENCE = Duration.ofSeconds(1);

    private final KeeperParts parts;
    private final Admin admin;
    private final GroupMember<KeptPartition> member;

    /**
     * @param instance of this process, unlike any other's
     * @param projection what follows for auditors
     * @param others who is lost, and who takes timers that nobody else has proposed
     * @param beforeCommit is called when all of a transaction was sent
     */
    Keeper(
            ClientSettings client,
            KeeperSettings settings,
            String instance,
            Projection projection,
            AuditFigures audit,
            Others others,
            Runnable beforeCommit) {
        TopicNames names = settings.names();
        this.admin = client.admin("beckon-keeper");
        this.parts = new KeeperParts(
                client,
                settings,
                new EventsTopic(admin, names.events(), new Answers(BROKERS_PATIENCE)),
                new CheckpointReader(client, names.checkpoints()),
                new RoomRecords(names.events(), settings.partitions(), new RecordCodec(), () -> instance),
                new KeeperFigures(),
                audit,
                projection,
                others.isLost(),
                (room, proposal) -> propose(others.propose(), room, proposal));
        this.member = new GroupMember<>(
                client, settings.members(instance), () -> new KeeperDuty(parts), parts.figures().group, beforeCommit);
    }

    /**
     * What a keeper knows of the nodes, and asks of them.
     *
     * @param isLost whether an instance is lost
     * @param propose appends a proposal to a room; must not block
     */
    record Others(Predicate<String> isLost, BiConsumer<RoomKey, Proposal> propose) {}

    private static void propose(BiConsumer<RoomKey, Proposal> how, RoomKey room, Proposal proposal) {
        try {
            how.accept(room, proposal);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A timer could not be proposed; it is tried again later", e);
        }
    }

    void start() {
        member.start();
    }

    KeeperFigures figures() {
        return parts.figures();
    }

    /** Begins to leave the group, so that others take over at once. */
    void end() {
        member.end();
    }

    @Override
    public void close() {
        member.close();
        parts.checkpoints().close();
        admin.close(Duration.ofSeconds(1));
    }
}
