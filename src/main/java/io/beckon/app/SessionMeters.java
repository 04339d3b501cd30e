package io.beckon.app;

import io.beckon.audit.Fact;
import io.beckon.ops.Meters;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.FrameType;
import io.beckon.protocol.MessageType;
import io.beckon.session.SessionFigures;
import io.beckon.session.SessionFigures.ResumeResult;
import io.beckon.session.Sessions;
import io.micrometer.core.instrument.Tags;

/** Sessions and their frames in numbers. */
record SessionMeters(Sessions sessions, SessionFigures figures) {

    void describe(Meters meters) {
        describeSessions(meters);
        describeFrames(meters);
    }

    private void describeSessions(Meters meters) {
        for (Fact.Transport transport : Fact.Transport.values()) {
            for (Fact.Encoding encoding : Fact.Encoding.values()) {
                meters.gauge(
                        "beckon.connections",
                        "Clients connected to this node",
                        Tags.of("transport", Meters.text(transport), "encoding", Meters.text(encoding)),
                        () -> sessions.size(transport, encoding));
            }
        }
        meters.gauge("beckon.sessions", "Sessions connected to this node", sessions::size)
                .gauge(
                        "beckon.participants",
                        "Participants of rooms whose clients are connected to this node, in each of their rooms",
                        sessions::memberships)
                .gauge(
                        "beckon.users.remembered",
                        "Users without a connection whose use of their limits matters still",
                        sessions.users()::absent)
                .gauge(
                        "beckon.candidates.held.bytes",
                        "Candidates that wait for their description",
                        sessions::heldBytes)
                .gauge("beckon.outbound.bytes", "Live frames that wait for clients to read", sessions::outboundBytes);
    }

    private void describeFrames(Meters meters) {
        meters.counters(
                        "beckon.frames.received",
                        "Frames of clients that could be read",
                        "type",
                        MessageType.values(),
                        MessageType::wireName,
                        figures::received)
                .counters(
                        "beckon.frames.sent",
                        "Frames given to connections",
                        "type",
                        FrameType.values(),
                        FrameType::wireName,
                        figures::sentOf)
                .counters(
                        "beckon.errors.sent",
                        "Errors that clients were told",
                        "code",
                        ErrorCode.values(),
                        ErrorCode::wireName,
                        figures::errors)
                .counters(
                        "beckon.resumes",
                        "Attempts to go on with an older session",
                        "result",
                        ResumeResult.values(),
                        Meters::text,
                        figures::resumes);
        figures.onDelivery(meters.millis(
                "beckon.delivery",
                "From when the log had a record until a frame of it was written to a socket",
                Tags.empty()));
    }
}
