package io.beckon.kafka.keeper;

import io.beckon.audit.seal.Sealing;
import io.beckon.audit.seal.Signer;
import io.beckon.kafka.ClientSettings;
import io.beckon.kafka.TopicNames;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Seals the audit trail: one consumer group over it, whose members append to each partition seals over the records that are in it,
 * see {@link Sealing}. One thread.
 */
final class Sealer implements AutoCloseable {

    private final GroupFigures group = new GroupFigures();
    private final GroupMember<SealedPartition> member;

    /**
     * @param instance of this process, unlike any other's
     * @param interval between two seals, unless many records come
     * @param signer {@code null}: seals are not signed
     * @param beforeCommit is called when all of a transaction was sent
     */
    Sealer(
            ClientSettings client,
            KeeperSettings settings,
            Duration interval,
            String instance,
            @Nullable Signer signer,
            AuditFigures figures,
            Runnable beforeCommit) {
        TopicNames names = settings.names();
        GroupSettings members = new GroupSettings(
                "beckon-audit-seal",
                group(names),
                group(names) + "." + instance,
                names.audit(),
                Integer.MAX_VALUE,
                interval,
                settings.sessionTimeout());
        this.member = new GroupMember<>(
                client, members, () -> new SealDuty(client, names.audit(), signer, figures), group, beforeCommit);
    }

    static String group(TopicNames names) {
        return names.prefix() + ".audit-seal";
    }

    private record SealDuty(
            ClientSettings client, String topic, @Nullable Signer signer, AuditFigures figures)
            implements Duty<SealedPartition> {

        @Override
        public SealedPartition share(int partition) {
            return new SealedPartition(client, topic, partition, signer, figures);
        }

        @Override
        public void tick(
                Consumer<byte[], byte[]> consumer,
                Collection<SealedPartition> begun,
                Collection<SealedPartition> arrived) {
            begun.forEach(partition -> figures.unsealed.put(partition.number(), partition.lag(consumer)));
        }

        @Override
        public void gone(int partition) {
            figures.unsealed.remove(partition);
        }
    }

    void start() {
        member.start();
    }

    long restarts() {
        return group.restarts.sum();
    }

    /** Begins to leave the group, so that others take over at once. */
    void end() {
        member.end();
    }

    @Override
    public void close() {
        member.close();
    }
}
