package io.beckon.audit.capture;

import io.beckon.audit.LogPlace;
import io.beckon.call.CallProposal;
import io.beckon.json.FrameWriter;
import io.beckon.json.JsonBytes;
import io.beckon.log.LogRecord;
import io.beckon.log.Partition;
import io.beckon.records.CallCodec;
import io.beckon.records.RecordCodec;
import io.beckon.room.Footprint;
import io.beckon.room.Json;
import java.time.Instant;
import java.util.Arrays;

/**
 * A record of a log as it is captured, with all that there is of it: session descriptions, candidates, what people say, and what a
 * caller passes along with a call. Immutable.
 */
public sealed interface CapturedRecord {

    /** Where it is in its log. */
    LogPlace place();

    /** About how much memory it takes, with its place in a queue, in bytes. */
    int weight();

    /** As a line of JSON, with its end. */
    byte[] line();

    private static byte[] line(LogPlace place, long time, FrameWriter.Members subject, FrameWriter.Members content) {
        byte[] json = JsonBytes.object(line -> {
            line.text("log", place.log().word());
            subject.writeTo(line);
            line.text("time", Instant.ofEpochMilli(time).toString())
                    .whole("partition", place.partition())
                    .whole("offset", place.offset());
            content.writeTo(line);
        });
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    /** Of a room. */
    record OfRoom(LogRecord record) implements CapturedRecord {

        private static final RecordCodec CODEC = new RecordCodec();
        private static final int OVERHEAD_BYTES = Footprint.object(4);

        @Override
        public LogPlace place() {
            return new LogPlace(LogPlace.Log.EVENTS, record.partition(), record.position() - Partition.FIRST);
        }

        @Override
        public int weight() {
            return OVERHEAD_BYTES + record.weight();
        }

        @Override
        public byte[] line() {
            RecordCodec.Encoded encoded = CODEC.encode(record.proposal());
            return CapturedRecord.line(
                    place(),
                    record.time(),
                    subject -> subject.text("room", record.room().toString()).text("type", encoded.type()),
                    content -> content.raw("attributes", new Json(encoded.attributes()))
                            .raw("data", new Json(encoded.data())));
        }
    }

    /**
     * Of a call.
     *
     * @param time when the log got it, in milliseconds since 1970
     * @param call its id
     */
    record OfCall(LogPlace place, long time, String call, CallProposal proposal) implements CapturedRecord {

        private static final CallCodec CODEC = new CallCodec();
        /** Itself with its place in a queue, and its place in the log. */
        private static final int OVERHEAD_BYTES = Footprint.object(20) + 8 + Footprint.object(16);

        @Override
        public int weight() {
            return OVERHEAD_BYTES + Footprint.text(call) + proposal.weight();
        }

        @Override
        public byte[] line() {
            return CapturedRecord.line(
                    place,
                    time,
                    subject -> subject.text("call", call).text("type", CODEC.type(proposal)),
                    content -> content.raw("data", new Json(CODEC.encode(proposal))));
        }
    }
}
