package io.beckon.session;

import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.MessageType;
import org.jspecify.annotations.Nullable;

/** Writes down for auditors what a node has refused to a client itself, without a room. Used on the connection's thread. */
final class NodeRefusals {

    static final Id ROOMS = new Id("rooms-per-connection");
    static final Id CANDIDATES = new Id("candidates-waiting");
    static final Id RATE = new Id(ErrorCode.RATE_LIMITED.wireName());

    private static final Id BAD_RESUME = new Id("bad-resume");
    private static final Id BAD_TOKEN = new Id(ErrorCode.BAD_TOKEN.wireName());

    private NodeRefusals() {}

    /**
     * A frame was not accepted.
     *
     * @param type {@code null} where it could not be read
     * @param room its name, which the frame says; {@code null} where it says none
     */
    static void frame(Session session, ErrorCode code, @Nullable MessageType type, @Nullable String room) {
        Id frame = type == null ? null : new Id(type.wireName());
        note(session, new Fact.FrameRefused(new Id(code.wireName()), frame, 1), room);
    }

    static void limit(Session session, Id limit, @Nullable String room) {
        note(session, new Fact.LimitHit(limit, 1), room);
    }

    /** The secret of a session that is to be gone on with, or replaced, is not its secret. */
    static void badSecret(Session session, @Nullable String room) {
        note(session, new Fact.AuthenticationDenied(BAD_RESUME, 1), room);
    }

    static void badToken(Session session) {
        note(session, new Fact.AuthenticationDenied(BAD_TOKEN, 1), null);
    }

    private static void note(Session session, Fact.Refusal fact, @Nullable String room) {
        session.note(fact, room == null ? null : session.room(room));
    }
}
