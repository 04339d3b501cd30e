package io.beckon.records;

import io.beckon.json.FrameWriter;
import io.beckon.json.JsonBytes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Seals as JSON, the data of their records. There is one way to write each: what was read and is written again has the same bytes,
 * or it was not written here.
 */
public final class SealCodec {

    private SealCodec() {}

    public static byte[] encode(Seal seal) {
        return JsonBytes.of(json -> {
            json.writeStartObject();
            new FrameWriter(json)
                    .text("chain", seal.chain())
                    .whole("number", seal.number())
                    .text("previous", seal.previous())
                    .whole("first", seal.first())
                    .whole("last", seal.last())
                    .wholes("steps", steps(seal.offsets()))
                    .text("leaves", Base64.getEncoder().encodeToString(seal.leaves()))
                    .text("key", seal.key())
                    .text("signature", base64(seal.signature()));
            json.writeEndObject();
        });
    }

    /** @throws UnreadableRecord when it is none */
    public static Seal decode(byte[] json) throws UnreadableRecord {
        RecordFields from = RecordFields.read(json);
        String signature = from.textIfAny("signature");
        Seal seal = new Seal(
                from.text("chain"),
                from.whole("number"),
                from.text("previous"),
                offsets(from),
                bytes("leaves", from.text("leaves")),
                from.textIfAny("key"),
                signature == null ? null : bytes("signature", signature));
        if (seal.number() < 1 || seal.leaves().length != seal.records() * Seal.LEAF_BYTES) {
            throw RecordFields.garbled("its numbers do not fit together");
        }
        return seal;
    }

    /** How far each record is from the one before, from 0 on. */
    private static List<Long> steps(long[] offsets) {
        List<Long> steps = new ArrayList<>(offsets.length);
        long before = offsets[0];
        for (long offset : offsets) {
            steps.add(offset - before);
            before = offset;
        }
        return steps;
    }

    private static long[] offsets(RecordFields from) throws UnreadableRecord {
        List<Long> steps = from.wholesIfAny("steps");
        if (steps == null || steps.isEmpty() || steps.size() > Seal.MOST_RECORDS) {
            throw RecordFields.garbled("steps are none, or too many");
        }
        long[] offsets = new long[steps.size()];
        long offset = from.whole("first");
        for (int i = 0; i < offsets.length; i++) {
            long step = steps.get(i);
            if (i == 0 ? step != 0 : step < 1) {
                throw RecordFields.garbled("steps do not rise");
            }
            offset += step;
            offsets[i] = offset;
        }
        if (offset != from.whole("last")) {
            throw RecordFields.garbled("steps do not end at the last record");
        }
        return offsets;
    }

    private static byte[] bytes(String name, String base64) throws UnreadableRecord {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw RecordFields.garbled(name + " is not base64");
        }
    }

    private static @Nullable String base64(byte @Nullable [] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }
}
