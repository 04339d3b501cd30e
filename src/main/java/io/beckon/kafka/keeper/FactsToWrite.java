package io.beckon.kafka.keeper;

import io.beckon.audit.AuditEvent;
import io.beckon.audit.Happening;
import io.beckon.audit.LogPlace;
import io.beckon.kafka.AuditRecords;
import io.beckon.kafka.CloudEvents;
import io.beckon.records.AuditCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The facts that follow from a partition's records and are not written yet. Each is written once, whoever reads the records again. */
final class FactsToWrite {

    private static final AuditCodec CODEC = new AuditCodec();
    /** Of a record beside its data: key, headers, objects. */
    private static final int OVERHEAD_BYTES = 512;

    private final String topic;
    private final AuditFigures figures;
    private List<ProducerRecord<byte[], byte[]>> waiting = new ArrayList<>();
    private long writtenUpTo;
    private int written;

    FactsToWrite(String topic, AuditFigures figures) {
        this.topic = topic;
        this.figures = figures;
    }

    /** @param offset that the group has committed: what follows from the records before it is written */
    void begin(long offset) {
        writtenUpTo = offset;
    }

    /** Returns about how many bytes were added. */
    int add(ConsumerRecord<byte[], byte[]> of, List<AuditEvent> facts) {
        if (of.offset() < writtenUpTo) {
            return 0;
        }
        int bytes = 0;
        for (AuditEvent fact : facts) {
            ProducerRecord<byte[], byte[]> record = AuditRecords.write(topic, null, CODEC.encode(fact));
            waiting.add(record);
            bytes += OVERHEAD_BYTES + record.value().length;
        }
        return bytes;
    }

    void write(Consumer<ProducerRecord<byte[], byte[]>> to) {
        List<ProducerRecord<byte[], byte[]>> taken = waiting;
        waiting = new ArrayList<>();
        taken.forEach(to);
        written += taken.size();
    }

    void committed() {
        figures.projected.add(written);
        written = 0;
    }

    static Happening happening(LogPlace.Log log, ConsumerRecord<byte[], byte[]> record) {
        return new Happening(
                new LogPlace(log, record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                CloudEvents.instance(record.headers()));
    }
}
