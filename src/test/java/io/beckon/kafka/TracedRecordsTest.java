package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.beckon.log.LogRecord;
import io.beckon.records.RecordCodec;
import io.beckon.room.Incarnation;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where a record stands in a trace is said beside what it is applied by. */
class TracedRecordsTest {

    private static final String PLACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final RoomKey ROOM = new RoomKey("default", "r");
    private static final Origin ORIGIN = new Origin("s", Incarnation.first("i"), "1", 7);

    private final RoomRecords records = new RoomRecords("events", 1, new RecordCodec(), () -> "i");

    private LogRecord read(ProducerRecord<byte[], byte[]> written) {
        var record = new ConsumerRecord<>(
                "events",
                0,
                4,
                1,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                written.key(),
                written.value(),
                written.headers(),
                Optional.empty());
        return assertInstanceOf(RoomRecords.Read.Known.class, records.read(record))
                .record();
    }

    private static @Nullable String header(Headers headers, String name) {
        return headers.lastHeader(name) == null
                ? null
                : new String(headers.lastHeader(name).value(), UTF_8);
    }

    @Test
    void aTracedRecordHasItInTwoHeadersAndNotAmongItsAttributes() {
        Proposal traced = new Proposal.Lock(ORIGIN.traced(PLACE));
        ProducerRecord<byte[], byte[]> written = records.write(ROOM, traced);
        assertEquals(PLACE, header(written.headers(), "traceparent"));
        assertEquals(PLACE, header(written.headers(), "ce_traceparent"));
        assertEquals(
                header(records.write(ROOM, new Proposal.Lock(ORIGIN)).headers(), "ce_attributes"),
                header(written.headers(), "ce_attributes"));
        assertEquals(traced, read(written).proposal());
        assertEquals(PLACE, read(written).traceparent());
    }

    @Test
    void anyOtherHasNone() {
        ProducerRecord<byte[], byte[]> written = records.write(ROOM, new Proposal.Lock(ORIGIN));
        assertNull(header(written.headers(), "traceparent"));
        assertNull(header(written.headers(), "ce_traceparent"));
        assertNull(read(written).traceparent());
        assertNull(header(records.write(ROOM, new Proposal.InstanceLost("i")).headers(), "traceparent"));
    }
}
