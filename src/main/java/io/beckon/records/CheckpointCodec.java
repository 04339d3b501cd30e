package io.beckon.records;

import io.beckon.json.FrameWriter;
import io.beckon.json.JsonBytes;
import io.beckon.room.PartName;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomPart;

/**
 * The parts of rooms, and the watermark, as records of a compacted topic: a key by which a part replaces its older self, and
 * JSON. Whoever reads them passes over what it does not know. Safe for use by any number of threads.
 *
 * <pre>
 *   tenant/room                     what concerns the room as a whole
 *   tenant/room/peer                a member and its receipts
 *   tenant/room/peer/other peer/pc  what two members negotiate
 *   tenant/room//session            the receipts of one who has left
 *   #watermark
 * </pre>
 */
public final class CheckpointCodec {

    public static final String WATERMARK_KEY = "#watermark";

    private static final char SEPARATOR = '/';

    /** A part and whose it is. */
    public record Entry(RoomKey room, RoomPart part) {}

    public String key(RoomKey room, PartName name) {
        return switch (name) {
            case PartName.OfHead head -> room.toString();
            case PartName.OfMember(var peer) -> room.toString() + SEPARATOR + peer;
            case PartName.OfNegotiation(var first, var second, var pc) ->
                room.toString() + SEPARATOR + first + SEPARATOR + second + SEPARATOR + pc;
            case PartName.OfDeparted(var session) -> room.toString() + SEPARATOR + SEPARATOR + session;
        };
    }

    public byte[] encode(RoomPart part) {
        return PartWriter.write(part);
    }

    /** @throws UnreadableRecord when the key is none, or the value is not what the key says */
    public Entry decode(String key, byte[] value) throws UnreadableRecord {
        String[] names = key.split(String.valueOf(SEPARATOR), 5);
        if (names.length < 2) {
            throw RecordFields.garbled("is not the key of a part");
        }
        RecordFields from = RecordFields.read(value);
        RoomPart part = switch (names.length) {
            case 2 -> PartReader.head(from);
            case 3 -> PartReader.seat(from);
            case 4 -> PartReader.departed(from);
            default -> PartReader.negotiated(from);
        };
        RoomKey room = new RoomKey(names[0], names[1]);
        if (!key(room, part.name()).equals(key)) {
            throw RecordFields.garbled("is another part than its key says");
        }
        return new Entry(room, part);
    }

    public byte[] encode(Watermark watermark) {
        return JsonBytes.of(json -> {
            json.writeStartObject();
            new FrameWriter(json)
                    .whole("offset", watermark.offset())
                    .text("topicId", watermark.topicId())
                    .whole("lagMillis", watermark.lagMillis());
            json.writeEndObject();
        });
    }

    public Watermark watermark(byte[] value) throws UnreadableRecord {
        RecordFields from = RecordFields.read(value);
        return new Watermark(from.whole("offset"), from.text("topicId"), from.whole("lagMillis"));
    }
}
