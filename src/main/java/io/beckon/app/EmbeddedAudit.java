package io.beckon.app;

import io.beckon.audit.AddressPolicy;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.AuditTrail;
import io.beckon.audit.LogPlace;
import io.beckon.audit.Persons;
import io.beckon.audit.capture.CapturedRecord;
import io.beckon.audit.file.AuditFile;
import io.beckon.audit.file.CaptureFile;
import io.beckon.call.CallProposal;
import io.beckon.log.CallLog;
import io.beckon.log.Partition;
import io.beckon.log.RoomLog;
import io.beckon.ops.Meters;
import io.beckon.projection.LogProjector;
import io.beckon.projection.OwnState;
import io.beckon.records.AuditCodec;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The audit trail of one node alone: a file, with what only the node knows and with what follows from its logs. */
final class EmbeddedAudit implements AuditTrail, AutoCloseable {

    private final AuditFile file;
    private final @Nullable CaptureFile capture;
    private final Persons persons;
    private final AuditCodec codec = new AuditCodec();
    private final LogProjector projector;

    /** @param capture {@code null}: what is said is not captured */
    EmbeddedAudit(
            AuditFile file,
            @Nullable CaptureFile capture,
            AddressPolicy addresses,
            Persons persons,
            Supplier<String> instance) {
        this.file = file;
        this.capture = capture;
        this.persons = persons;
        this.projector = new LogProjector(addresses, instance, this);
    }

    void start(RoomLog rooms, CallLog calls, OwnState state) {
        projector.start(rooms, calls, state);
        if (capture != null) {
            capture(capture, rooms);
            capture(capture, calls);
        }
    }

    private static void capture(CaptureFile to, RoomLog rooms) {
        for (int partition = 0; partition < rooms.partitions(); partition++) {
            rooms.follow(partition, Partition.FIRST, record -> to.add(new CapturedRecord.OfRoom(record)));
        }
    }

    private static void capture(CaptureFile to, CallLog calls) {
        calls.follow(new CallLog.Listener() {
            @Override
            public void onRecord(String call, CallProposal proposal, long position, boolean isHistory) {
                LogPlace place = new LogPlace(LogPlace.Log.CALLS, 0, position - Partition.FIRST);
                to.add(new CapturedRecord.OfCall(place, System.currentTimeMillis(), call, proposal));
            }

            @Override
            public void onCaughtUp() {}
        });
    }

    @Override
    public void add(AuditEvent event) {
        file.add(() -> codec.encode(persons.shown(event)), event.weight());
    }

    void describe(Meters meters) {
        meters.queue("audit", file::waiting)
                .counter("beckon.audit.appended", "Audit events that are in the file", file::written)
                .counter(
                        "beckon.audit.lost",
                        "Audit events that found no room, or could not be written",
                        () -> file.lost() + projector.missed() + (capture == null ? 0 : capture.lost()));
    }

    @Override
    public void close() {
        projector.close();
        file.close();
        if (capture != null) {
            capture.close();
        }
    }
}
