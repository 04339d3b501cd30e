package io.beckon.app;

import io.beckon.kafka.keeper.AuditFigures;
import io.beckon.kafka.keeper.KeeperFigures;
import io.beckon.kafka.keeper.Keepers;
import io.beckon.ops.Meters;

/** What keepers tell of themselves in numbers. */
final class KeeperMeters {

    private KeeperMeters() {}

    static void describe(Meters meters, Keepers keepers) {
        describe(meters, keepers.rooms());
        describe(meters, keepers.audit());
        meters.counter(
                "beckon.audit.restarts",
                "Times that the projection of calls or the sealing of the audit trail began again",
                keepers::auditRestarts);
    }

    private static void describe(Meters meters, KeeperFigures figures) {
        meters.counter("beckon.keeper.applied", "Records that are part of checkpoints by this node", figures::applied)
                .counter("beckon.keeper.commits", "Transactions with checkpoints", figures::commits)
                .counter("beckon.keeper.written", "Records written to checkpoints", figures::written)
                .counter("beckon.keeper.written.bytes", "Bytes written to checkpoints", figures::writtenBytes)
                .counter("beckon.keeper.proposed", "Timers proposed as a last resort", figures::proposed)
                .counter("beckon.keeper.restarts", "Times that the keeper began again", figures::restarts)
                .counter("beckon.keeper.resets", "Partitions begun anew", figures::resets)
                .gauge(
                        "beckon.keeper.lag",
                        "Records of the partitions kept by this node that are due and not in a checkpoint yet",
                        figures::lag)
                .gauge("beckon.keeper.stopped", "Partitions that the keeper cannot read on", figures::stopped)
                .gauge(
                        "beckon.keeper.partitions",
                        "Partitions kept by this node",
                        () -> figures.watermarks().size());
    }

    private static void describe(Meters meters, AuditFigures figures) {
        meters.counter(
                        "beckon.audit.projected",
                        "Facts from the logs of rooms and calls that this node has written to the audit topic",
                        figures::projected)
                .counter(
                        "beckon.audit.missed",
                        "Records of rooms and calls from which nothing was projected: they were deleted before, or the rooms began anew",
                        figures::missed)
                .gauge(
                        "beckon.audit.projection.stopped",
                        "Partitions of calls that cannot be read on",
                        figures::stopped)
                .counter("beckon.audit.sealed", "Audit records that this node has sealed", figures::sealed)
                .counter(
                        "beckon.audit.foreign",
                        "Records of the audit topic that are no audit records, so without seals",
                        figures::foreign)
                .gauge(
                        "beckon.audit.seal.lag",
                        "Records of the partitions that this node seals that have no seal yet",
                        figures::sealLag);
    }
}
