package io.beckon.app;

import io.beckon.audit.AddressPolicy;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.AuditTrail;
import io.beckon.audit.file.AuditFile;
import io.beckon.log.CallLog;
import io.beckon.log.RoomLog;
import io.beckon.ops.Meters;
import io.beckon.projection.LogProjector;
import io.beckon.records.AuditCodec;
import io.micrometer.core.instrument.Tags;
import java.util.function.Supplier;

/** The audit trail of one node alone: a file, with what only the node knows and with what follows from its logs. */
final class EmbeddedAudit implements AuditTrail, AutoCloseable {

    private final AuditFile file;
    private final AuditCodec codec = new AuditCodec();
    private final LogProjector projector;

    EmbeddedAudit(AuditFile file, AddressPolicy addresses, Supplier<String> instance) {
        this.file = file;
        this.projector = new LogProjector(addresses, instance, this);
    }

    void start(RoomLog rooms, CallLog calls) {
        projector.start(rooms, calls);
    }

    @Override
    public void add(AuditEvent event) {
        file.add(codec.encode(event));
    }

    void describe(Meters meters) {
        meters.gauge("beckon.queue.entries", Node.QUEUES, Tags.of("queue", "audit"), file::waiting)
                .counter("beckon.audit.appended", "Audit events that are in the file", file::written)
                .counter(
                        "beckon.audit.lost",
                        "Audit events that found no room, or could not be written",
                        () -> file.lost() + projector.missed());
    }

    @Override
    public void close() {
        projector.close();
        file.close();
    }
}
