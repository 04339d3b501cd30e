package io.beckon.kafka.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.audit.CallFacts;
import io.beckon.audit.LogPlace;
import io.beckon.audit.capture.CapturedRecord;
import io.beckon.call.Call;
import io.beckon.call.CallBook;
import io.beckon.call.CallOutcome;
import io.beckon.call.CallProposal;
import io.beckon.kafka.CloudEvents;
import io.beckon.kafka.Whereabouts;
import io.beckon.records.CallCodec;
import io.beckon.records.UnreadableRecord;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One partition of the calls. The topic keeps the records of all calls that are on, so the calls are made again from its beginning,
 * and what follows from the records before the group's offset is written already.
 */
final class CallPartition implements Share {

    private static final Logger LOG = System.getLogger(CallPartition.class.getName());
    private static final CallCodec CODEC = new CallCodec();

    private final GroupProgress group;
    private final CallFacts facts;
    private final FactsToWrite toWrite;
    private final CaptureToWrite capture;
    private final AuditFigures figures;
    private final CallBook book = new CallBook();

    private long next;
    private long committed;

    CallPartition(
            GroupProgress group, CallFacts facts, FactsToWrite toWrite, CaptureToWrite capture, AuditFigures figures) {
        this.group = group;
        this.facts = facts;
        this.toWrite = toWrite;
        this.capture = capture;
        this.figures = figures;
    }

    @Override
    public int number() {
        return group.partition();
    }

    @Override
    public boolean begin(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        GroupProgress.At at = group.look(consumer);
        if (at == null) {
            return false;
        }
        next = at.first();
        committed = Math.min(at.committed(), at.end());
        if (committed > 0 && committed < next) {
            figures.missed.add(next - committed);
            LOG.log(Level.ERROR, "Records of calls were deleted before they were read: records=" + (next - committed));
        }
        toWrite.begin(committed);
        capture.begin(committed);
        return true;
    }

    @Override
    public long next() {
        return next;
    }

    @Override
    public boolean mayTake(long offset, long now) {
        return true;
    }

    @Override
    public int take(ConsumerRecord<byte[], byte[]> record, long now) {
        int bytes = 0;
        try {
            bytes = apply(record);
        } catch (UnreadableRecord e) {
            if (e.kind() == UnreadableRecord.Kind.UNKNOWN_TYPE && !CloudEvents.isIgnorable(record.headers())) {
                figures.stopped.increment();
                LOG.log(
                        Level.ERROR,
                        "A record is of a later version and may not be skipped: " + Whereabouts.of(record));
                return STOPPED;
            }
            LOG.log(Level.DEBUG, "A record is skipped: " + Whereabouts.of(record), e);
        }
        next = record.offset() + 1;
        return bytes;
    }

    private int apply(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecord {
        String type = CloudEvents.text(record.headers(), CloudEvents.TYPE);
        boolean isEvent = CloudEvents.VERSION.equals(CloudEvents.text(record.headers(), CloudEvents.SPEC_VERSION));
        if (type == null || !isEvent || record.key() == null || record.value() == null) {
            return 0;
        }
        CallProposal proposal = CODEC.decode(type, record.value());
        String id = new String(record.key(), UTF_8);
        Call before = book.call(id);
        CallOutcome outcome = book.apply(id, proposal);
        var happening = FactsToWrite.happening(LogPlace.Log.CALLS, record);
        var captured = new CapturedRecord.OfCall(happening.place(), record.timestamp(), id, proposal);
        return toWrite.add(record, facts.of(before, proposal, outcome, id, happening)) + capture.add(captured);
    }

    @Override
    public boolean hasNews() {
        return next > committed;
    }

    @Override
    public void write(Consumer<ProducerRecord<byte[], byte[]>> to) {
        toWrite.write(to);
        capture.write(to);
    }

    @Override
    public OffsetAndMetadata progress() {
        return new OffsetAndMetadata(next);
    }

    @Override
    public void committed() {
        committed = next;
        toWrite.committed();
    }
}
