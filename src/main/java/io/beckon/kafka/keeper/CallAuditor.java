package io.beckon.kafka.keeper;

import io.beckon.audit.CallFacts;
import io.beckon.kafka.ClientSettings;
import io.beckon.kafka.KafkaCallLog;
import io.beckon.kafka.TopicNames;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;

/** Writes what follows from the records of calls for auditors, and captures them: one consumer group over the calls. One thread. */
final class CallAuditor implements AutoCloseable {

    private final GroupFigures group = new GroupFigures();
    private final GroupMember<CallPartition> member;

    /**
     * @param instance of this process, unlike any other's
     * @param beforeCommit is called when all of a transaction was sent
     */
    CallAuditor(
            ClientSettings client,
            KeeperSettings settings,
            String instance,
            CallFacts facts,
            AuditFigures figures,
            Runnable beforeCommit) {
        this.member = new GroupMember<>(
                client, members(settings, instance), () -> new CallDuty(settings, facts, figures), group, beforeCommit);
    }

    static String group(TopicNames names) {
        return names.prefix() + ".call-audit";
    }

    private static GroupSettings members(KeeperSettings settings, String instance) {
        TopicNames names = settings.names();
        return new GroupSettings(
                "beckon-call-audit",
                group(names),
                group(names) + "." + instance,
                names.calls(),
                KafkaCallLog.PARTITIONS,
                settings.interval(),
                settings.sessionTimeout());
    }

    private record CallDuty(KeeperSettings settings, CallFacts facts, AuditFigures figures)
            implements Duty<CallPartition> {

        @Override
        public CallPartition share(int partition) {
            TopicNames names = settings.names();
            return new CallPartition(
                    new GroupProgress(names.calls(), partition),
                    facts,
                    new FactsToWrite(names.audit(), figures),
                    new CaptureToWrite(settings, partition),
                    figures);
        }

        @Override
        public void tick(
                Consumer<byte[], byte[]> consumer,
                Collection<CallPartition> begun,
                Collection<CallPartition> arrived) {}

        @Override
        public void gone(int partition) {}
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
