package io.beckon.kafka.keeper;

import io.beckon.audit.capture.CapturedRecord;
import io.beckon.audit.capture.Envelope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of a partition, of rooms or of calls, word by word, to be written encrypted in the transaction of whoever reads it: each
 * once, whoever reads the records again. Without an envelope nothing is captured.
 */
final class CaptureToWrite {

    private final String topic;
    private final int partition;
    private final @Nullable Envelope envelope;
    private List<byte[]> waiting = new ArrayList<>();
    private long writtenUpTo;

    /** @param partition of a log; what is captured of it keeps its order in one partition of the topic, which may have fewer */
    CaptureToWrite(KeeperSettings settings, int partition) {
        this.topic = settings.names().capture();
        this.partition = partition % settings.partitions();
        this.envelope = settings.capture();
    }

    /** @param offset that the group has committed: the records before it are written */
    void begin(long offset) {
        writtenUpTo = offset;
    }

    /** Returns about how many bytes were added. */
    int add(CapturedRecord record) {
        if (envelope == null || record.place().offset() < writtenUpTo) {
            return 0;
        }
        byte[] line = record.line();
        waiting.add(line);
        return line.length;
    }

    void write(Consumer<ProducerRecord<byte[], byte[]>> to) {
        if (envelope == null || waiting.isEmpty()) {
            return;
        }
        List<byte[]> lines = waiting;
        waiting = new ArrayList<>();
        for (byte[] sealed : envelope.seal(lines)) {
            to.accept(new ProducerRecord<>(topic, partition, null, sealed));
        }
    }
}
