package io.beckon.session;

import io.beckon.audit.Fact;
import io.beckon.identity.Approach;
import io.beckon.protocol.CloseCode;

/** The way to one client. All methods may be called from any thread and none blocks. */
public interface Connection {

    /** Runs something on the connection's own thread. */
    void execute(Runnable action);

    /** How the client came, as far as it is known. */
    default Approach approach() {
        return Approach.UNKNOWN;
    }

    Fact.Transport transport();

    /** Whether nothing can be sent to the client but what it asks for. Such a connection sees itself to how long it lasts. */
    default boolean isPolled() {
        return false;
    }

    /** There are frames in the outbox: take them at the client's pace. */
    void wake();

    /** Takes no further frames from the client for now: on the connection's own thread at once, but for those that were read. */
    void pauseReading();

    void resumeReading();

    /** Bytes that were taken out of the outbox and have not left this host, about. */
    default long bytesUnderWay() {
        return 0;
    }

    /** After how many heartbeats without a sign of life the client counts as gone. */
    default int patience() {
        return 2;
    }

    /** Asks the client for a sign of life. */
    void ping();

    /** Ends the connection with a code that the client gets to see. What waits in the outbox is not sent any more. */
    void close(CloseCode code, String reason);

    /** The same, but the client gets what waits for it first, if it reads it within a few seconds. */
    void end(CloseCode code, String reason);
}
