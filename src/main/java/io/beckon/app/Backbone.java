package io.beckon.app;

import io.beckon.archive.Archive;
import io.beckon.audit.AuditTrail;
import io.beckon.log.CallLog;
import io.beckon.log.ControlLog;
import io.beckon.log.Instances;
import io.beckon.log.Nodes;
import io.beckon.log.RoomLog;
import io.beckon.ops.Meters;
import io.beckon.projection.OwnState;
import java.util.Optional;
import java.util.function.Consumer;

/** The log of a node's rooms, with what belongs to it. */
interface Backbone {

    RoomLog log();

    Instances instances();

    Nodes nodes();

    ControlLog control();

    CallLog calls();

    AuditTrail audit();

    /** What is kept of the past. */
    Archive archive();

    /** Whether the log keeps what nobody follows; if not, this node follows everything. */
    boolean keeps();

    /**
     * Begins to follow and to say.
     *
     * @param renewed is told when the others have counted this process as lost: it has that name from now on
     * @param state what the node makes of the log, for a trail that has missed some of it
     */
    void start(Consumer<String> renewed, OwnState state);

    /** Whether it has been able to serve at some time. */
    boolean isStarted();

    /** What keeps the node from serving, if anything. */
    Optional<String> trouble();

    void describe(Meters meters);

    /** Gets what was appended into the log, within a bounded time, and lets go of everything. */
    void stop();
}
