package io.beckon.tracing;

import io.beckon.log.LogRecord;
import io.beckon.protocol.ClientMessage;
import io.beckon.room.Outcome;
import io.beckon.room.RoomKey;
import org.jspecify.annotations.Nullable;

/** Nobody traces: nothing is made, kept or sent. */
public enum NoTracing implements Tracing {
    NO_TRACING;

    @Override
    public boolean isOn() {
        return false;
    }

    @Override
    public @Nullable String received(RoomKey room, String session, ClientMessage.ToRoom frame, long since) {
        return null;
    }

    @Override
    public void appended(String traceparent, @Nullable Throwable failure) {}

    @Override
    public void applied(LogRecord record, Outcome outcome, long receivers, long began) {}
}
