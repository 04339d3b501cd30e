package io.beckon.kafka;

import io.beckon.records.UnreadableRecord;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What the CloudEvents of a topic say; those that cannot be read are counted and passed over. */
final class EventReader<E> {

    private static final Logger LOG = System.getLogger(EventReader.class.getName());

    private final LogFigures figures;
    private final Decoder<E> decoder;

    /** How an event's type and data are read. */
    @FunctionalInterface
    interface Decoder<E> {
        E decode(String type, byte[] data) throws UnreadableRecord;
    }

    EventReader(LogFigures figures, Decoder<E> decoder) {
        this.figures = figures;
        this.decoder = decoder;
    }

    @Nullable E read(ConsumerRecord<byte[], byte[]> record) {
        figures.consumed.increment();
        String type = CloudEvents.text(record.headers(), CloudEvents.TYPE);
        String version = CloudEvents.text(record.headers(), CloudEvents.SPEC_VERSION);
        if (type == null || record.value() == null || !CloudEvents.VERSION.equals(version)) {
            garbled(record, "it is not a CloudEvent of version 1.0");
            return null;
        }
        try {
            return decoder.decode(type, record.value());
        } catch (UnreadableRecord e) {
            switch (e.kind()) {
                case GARBLED -> garbled(record, "it is not what its type says, " + type);
                case UNKNOWN_TYPE -> unknown(record, type);
            }
            return null;
        }
    }

    /** Counts one that nobody can read. */
    void garbled(ConsumerRecord<byte[], byte[]> record, String why) {
        figures.garbled.increment();
        LOG.log(Level.WARNING, "A record is skipped: " + why + ": " + Whereabouts.of(record));
    }

    private void unknown(ConsumerRecord<byte[], byte[]> record, String type) {
        if (CloudEvents.isIgnorable(record.headers())) {
            figures.ignored.increment();
            return;
        }
        figures.unreadable.increment();
        LOG.log(
                Level.ERROR,
                "A record is of a later version and may not be skipped: type=" + type + " " + Whereabouts.of(record));
    }
}
