package io.beckon.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** All that go with sessions, in the order in which they are told. */
public record SessionLives(List<SessionLife> all, InstantSource wallClock) {

    private static final CompletableFuture<Void> LET_IN = CompletableFuture.completedFuture(null);

    /** After which a session enters that has not said anything, nor come back as another one. */
    private static final long PROVISIONAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long SINCE_SECONDS =
            Instant.parse("2020-01-01T00:00:00Z").getEpochSecond();

    public SessionLives {
        all = List.copyOf(all);
    }

    void opened(Session session) {
        all.forEach(life -> life.opened(session));
    }

    void renewed(Session session) {
        all.forEach(life -> life.renewed(session));
    }

    /** Done once all have let the session in; fails if that is undecided, and may be tried again. */
    CompletableFuture<Void> enter(Session session) {
        if (session.entry() == Session.Entry.LET_IN) {
            return LET_IN;
        }
        session.entry(Session.Entry.ASKED);
        CompletableFuture<Void> entered = LET_IN;
        for (SessionLife life : all) {
            entered = entered.thenCompose(done -> life.enter(session));
        }
        return entered.thenRun(() -> session.entry(Session.Entry.LET_IN));
    }

    /** A session that stays silent enters after a while. Called now and then. */
    void watch(Session session, long now) {
        if (session.entry() == Session.Entry.OUTSIDE && now - session.openedAt() >= PROVISIONAL_NANOS) {
            session.connection().execute(() -> {
                if (!session.isClosed() && !session.suspense().isOn() && session.entry() == Session.Entry.OUTSIDE) {
                    enter(session);
                }
            });
        }
    }

    /**
     * What the number of an incarnation that begins now has to be above: those that are known here, and in any case the seconds since
     * 2020. For of a session that is in no room nobody knows, and what such a one left on its way, on a node that stands still, has to be
     * older when it comes than the life that followed on another node.
     */
    int incarnation(Session session, String id) {
        long seconds = wallClock.instant().getEpochSecond() - SINCE_SECONDS;
        return all.stream()
                .mapToInt(life -> life.incarnation(session, id))
                .reduce((int) Math.clamp(seconds, 1, Integer.MAX_VALUE / 2), Math::max);
    }

    void returned(Session session, String provisional) {
        all.forEach(life -> life.returned(session, provisional));
    }

    void gone(Session session, boolean over) {
        all.forEach(life -> life.gone(session, over));
    }
}
