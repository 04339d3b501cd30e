package io.beckon.audit.capture;

import io.beckon.json.JsonBytes;
import io.beckon.log.LogRecord;
import io.beckon.log.Partition;
import io.beckon.records.RecordCodec;
import io.beckon.room.Json;
import java.time.Instant;

/** A record of a room as a line of JSON, with all that there is of it: session descriptions, candidates, what people say. Stateless. */
public final class CapturedLine {

    private static final RecordCodec CODEC = new RecordCodec();

    private CapturedLine() {}

    /** The line, with its end. */
    public static byte[] of(LogRecord record) {
        RecordCodec.Encoded encoded = CODEC.encode(record.proposal());
        byte[] json = JsonBytes.object(line -> line.text("room", record.room().toString())
                .text("type", encoded.type())
                .text("time", Instant.ofEpochMilli(record.time()).toString())
                .whole("partition", record.partition())
                .whole("offset", record.position() - Partition.FIRST)
                .raw("attributes", new Json(encoded.attributes()))
                .raw("data", new Json(encoded.data())));
        byte[] line = new byte[json.length + 1];
        System.arraycopy(json, 0, line, 0, json.length);
        line[json.length] = '\n';
        return line;
    }
}
