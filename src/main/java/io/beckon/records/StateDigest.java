package io.beckon.records;

import io.beckon.room.RoomPart;
import io.beckon.room.RoomSnapshot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A hash of a room's state, by which nodes, and checkpoints, can be compared. The receipts of those who have left are no part of
 * it: they fade at the next record, which one has seen and another may not.
 */
public final class StateDigest {

    private static final int BYTES = 16;
    private static final CheckpointCodec CODEC = new CheckpointCodec();

    private StateDigest() {}

    /** 32 hexadecimal digits. */
    public static String of(RoomSnapshot room) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (RoomPart part : room.parts()) {
                if (!(part instanceof RoomPart.Departed)) {
                    digest.update(CODEC.key(room.key(), part.name()).getBytes(StandardCharsets.UTF_8));
                    digest.update(CODEC.encode(part));
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }
}
