package io.beckon.records;

import io.beckon.json.FrameWriter;
import io.beckon.json.JsonBytes;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The heartbeats of nodes as records of their log. Whoever reads them passes over members that it does not know. */
public final class HeartbeatCodec {

    private HeartbeatCodec() {}

    /**
     * What a node says of itself.
     *
     * @param node a label for people
     * @param address where other nodes reach it
     */
    public record Heartbeat(String node, @Nullable String address, Instant startedAt) {}

    /** As JSON. */
    public static byte[] encode(Heartbeat heartbeat) {
        return JsonBytes.of(json -> {
            json.writeStartObject();
            new FrameWriter(json)
                    .text("node", heartbeat.node())
                    .text("address", heartbeat.address())
                    .instant("startedAt", heartbeat.startedAt());
            json.writeEndObject();
        });
    }

    /** @throws UnreadableRecord when it is none */
    public static Heartbeat decode(byte[] json) throws UnreadableRecord {
        RecordFields from = RecordFields.read(json);
        try {
            return new Heartbeat(from.text("node"), from.textIfAny("address"), Instant.parse(from.text("startedAt")));
        } catch (DateTimeException e) {
            throw RecordFields.garbled("startedAt is no time");
        }
    }
}
