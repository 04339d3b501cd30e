package io.beckon.records;

import io.beckon.room.Negotiation;
import io.beckon.room.Receipt;

/** What values are called in checkpoints that have no name on the wire. */
final class PartNames {

    private PartNames() {}

    static String of(Receipt.Kind kind) {
        return switch (kind) {
            case ACKNOWLEDGED -> "ack";
            case ADMITTED -> "joined";
            case DEPARTED -> "left";
        };
    }

    static String of(Negotiation.State state) {
        return switch (state) {
            case IDLE -> "idle";
            case OPEN -> "open";
            case ANSWERED -> "answered";
            case CONNECTED -> "connected";
            case FAILED -> "failed";
        };
    }
}
