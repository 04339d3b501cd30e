package io.beckon.kafka.keeper;

import io.beckon.audit.capture.CapturedLine;
import io.beckon.audit.capture.Envelope;
import io.beckon.log.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A partition's records word by word, to be written encrypted in the keeper's transaction: each once, whoever reads the records again.
 * Without an envelope nothing is captured.
 */
final class CaptureToWrite {

    private final String topic;
    private final int partition;
    private final @Nullable Envelope envelope;
    private List<byte[]> waiting = new ArrayList<>();
    private long writtenUpTo;

    CaptureToWrite(String topic, int partition, @Nullable Envelope envelope) {
        this.topic = topic;
        this.partition = partition;
        this.envelope = envelope;
    }

    /** @param offset that the group has committed: the records before it are written */
    void begin(long offset) {
        writtenUpTo = offset;
    }

    /** Returns about how many bytes were added. */
    int add(LogRecord record, long offset) {
        if (envelope == null || offset < writtenUpTo) {
            return 0;
        }
        byte[] line = CapturedLine.of(record);
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
