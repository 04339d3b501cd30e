package io.beckon.session;

import io.beckon.audit.Fact;
import io.beckon.audit.Fact.SessionEnd;
import io.beckon.audit.Id;
import io.beckon.protocol.CloseCode;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Writes down for auditors how sessions begin, go on and end. */
public final class SessionFacts implements SessionLife {

    private final LongSupplier clock;

    /** @param clock nanoseconds, monotonic; the sessions' own */
    public SessionFacts(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public void opened(Session session) {
        session.note(new Fact.SessionOpened(session.connection().transport(), session.encoding()), null);
    }

    @Override
    public void renewed(Session session) {
        session.note(new Fact.SessionRefreshed(), null);
    }

    @Override
    public CompletableFuture<Void> enter(Session session) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public int incarnation(Session session, String id) {
        return 0;
    }

    @Override
    public void returned(Session session, String provisional) {
        session.note(new Fact.SessionResumed(new Id(provisional)), null);
    }

    @Override
    public void gone(Session session, boolean over) {
        Closing closing = session.ending().closing();
        SessionEnd why = why(session, closing);
        if (why == SessionEnd.REFUSED && isLimit(closing)) {
            session.note(new Fact.LimitHit(new Id(Integer.toString(closing.code())), 1), null);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(clock.getAsLong() - session.openedAt());
        session.note(new Fact.SessionEnded(why, over, closing.code() == 0 ? null : closing.code(), millis), null);
    }

    private static boolean isLimit(Closing closing) {
        return closing.isBy(CloseCode.ABUSE)
                || closing.isBy(CloseCode.RATE_LIMITED)
                || closing.isBy(CloseCode.TRY_AGAIN_LATER);
    }

    private static SessionEnd why(Session session, Closing closing) {
        return Arrays.stream(CloseCode.values())
                .filter(closing::isBy)
                .findFirst()
                .map(code -> why(session, code))
                .orElse(SessionEnd.CLOSED);
    }

    private static SessionEnd why(Session session, CloseCode code) {
        return switch (code) {
            case NORMAL, HEARTBEAT_MISSED -> SessionEnd.CLOSED;
            case TOKEN_EXPIRED -> SessionEnd.EXPIRED;
            case SIGNED_OUT -> SessionEnd.SIGNED_OUT;
            case REMOVED -> SessionEnd.REMOVED;
            case RESUMED_ELSEWHERE -> SessionEnd.REPLACED;
            case PROTOCOL_ERROR, INVALID_PAYLOAD, ABUSE, TOO_LARGE, RATE_LIMITED -> SessionEnd.REFUSED;
            case TRY_AGAIN_LATER -> session.ending().hasReadTooSlowly() ? SessionEnd.REFUSED : SessionEnd.NODE_STOPPED;
            case GOING_AWAY, INTERNAL_ERROR -> SessionEnd.NODE_STOPPED;
        };
    }
}
