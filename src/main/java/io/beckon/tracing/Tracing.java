package io.beckon.tracing;

import io.beckon.log.LogRecord;
import io.beckon.protocol.ClientMessage;
import io.beckon.room.Outcome;
import io.beckon.room.RoomKey;
import org.jspecify.annotations.Nullable;

/**
 * Is told what becomes of the frames of negotiations, from their receipt to those whom they are for. What it says of a frame travels
 * with the frame's record; it decides nothing. Safe for use by several threads; nothing in it blocks.
 */
public interface Tracing {

    /** Whether anybody traces. It never changes. */
    boolean isOn();

    /**
     * A client's frame for a room has been read and found good, and is about to be appended.
     *
     * @param session that sent it
     * @param since when it came, in nanoseconds of the node's clock
     * @return where its record stands in a trace (W3C Trace Context); {@code null} if it is not traced
     */
    @Nullable String received(RoomKey room, String session, ClientMessage.ToRoom frame, long since);

    /**
     * The log has taken the record of a traced frame, or it is not known whether it has.
     *
     * @param traceparent of the record
     * @param failure {@code null} if the log has it
     */
    void appended(String traceparent, @Nullable Throwable failure);

    /**
     * This node has applied a record, and given what comes of it to those who are connected here. Called in the order of the log, with the
     * record's partition held.
     *
     * @param receivers how many frames were given to sessions here
     * @param began when it was begun with, in nanoseconds of {@link System#nanoTime}
     */
    void applied(LogRecord record, Outcome outcome, long receivers, long began);
}
