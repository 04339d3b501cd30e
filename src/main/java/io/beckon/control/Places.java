package io.beckon.control;

import io.beckon.announcement.Announcement;
import io.beckon.announcement.InstanceGone;
import io.beckon.announcement.LogIn;
import io.beckon.announcement.LogIns;
import io.beckon.announcement.LogOut;
import io.beckon.following.Follower;
import io.beckon.following.Instance;
import io.beckon.identity.UserKey;
import io.beckon.log.Announcer;
import io.beckon.log.Instances;
import io.beckon.protocol.CloseCode;
import io.beckon.room.LeaveReason;
import io.beckon.session.Session;
import io.beckon.session.Sessions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The places of users whose sessions are here, where a user has only one: asks for them, gives them up, and sends away who has
 * none. Who has a place is decided in the control log, so nothing here waits for another node. Safe for use by several threads.
 */
final class Places {

    private static final CompletableFuture<Void> FREE_FOR_ALL = CompletableFuture.completedFuture(null);

    private static final String ELSEWHERE = "the user is signed in elsewhere";

    private final DuplicateLogIns policy;
    private final Announcer<Announcement> announcer;
    private final Sessions sessions;
    private final Follower follower;
    private final Instances instances;
    private final Instance instance;
    private final LongSupplier clock;
    private final long windowNanos;
    private final long renewalNanos;
    private final LogIns logIns = new LogIns();
    /** By session. */
    private final Map<String, Claim> claims = new ConcurrentHashMap<>();

    private volatile boolean caughtUp;
    /** How many announcements were lost when it was last looked whose places they were about. */
    private long losses;

    /**
     * @param window how long a place is kept for one who has lost the connection
     * @param kept how long the log keeps what was announced
     */
    Places(
            DuplicateLogIns policy,
            Announcer<Announcement> announcer,
            Sessions sessions,
            Follower follower,
            Instances instances,
            Instance instance,
            LongSupplier clock,
            Duration window,
            Duration kept) {
        this.policy = policy;
        this.announcer = announcer;
        this.sessions = sessions;
        this.follower = follower;
        this.instances = instances;
        this.instance = instance;
        this.clock = clock;
        this.windowNanos = window.toNanos();
        this.renewalNanos = kept.dividedBy(3).toNanos();
        instances.whenLost(this::lose);
    }

    /** What a session here has asked for, and perhaps got. */
    private static final class Claim {

        final Session session;
        final LogIn logIn;
        volatile CompletableFuture<Void> decided = new CompletableFuture<>();
        volatile long announcedAt;
        /** When the place is given up, while there is no connection. */
        volatile @Nullable Long keptUntil;

        Claim(Session session, LogIn logIn, long now) {
            this.session = session;
            this.logIn = logIn;
            this.announcedAt = now;
        }

        boolean isOf(LogIns.Holder holder) {
            return logIn.session().equals(holder.session())
                    && logIn.incarnation().equals(holder.incarnation());
        }
    }

    private boolean isFreeForAll() {
        return policy == DuplicateLogIns.ALLOW;
    }

    /**
     * The session's first frame that is logged waits for this. It fails if the log cannot be reached, and may be tried again; one
     * that is not to have the place is sent away.
     */
    CompletableFuture<Void> enter(Session session) {
        if (isFreeForAll()) {
            return FREE_FOR_ALL;
        }
        Claim known = claims.get(session.id());
        return known == null
                ? claim(session, policy == DuplicateLogIns.REPLACE)
                : known.decided.isCompletedExceptionally() ? announce(known) : known.decided;
    }

    private CompletableFuture<Void> claim(Session session, boolean displaces) {
        LogIn logIn = new LogIn(session.caller().key(), session.id(), session.incarnation(), displaces);
        Claim claim = new Claim(session, logIn, clock.getAsLong());
        claims.put(session.id(), claim);
        return announce(claim);
    }

    /** One that displaces others is not repeated by itself: meanwhile somebody else may have the place with more right. */
    private CompletableFuture<Void> announce(Claim claim) {
        CompletableFuture<Void> decided = new CompletableFuture<>();
        claim.decided = decided;
        CompletionStage<?> announced =
                claim.logIn.displaces() ? announcer.append(claim.logIn) : announcer.insist(claim.logIn);
        announced.whenComplete((taken, failure) -> {
            if (failure != null) {
                decided.completeExceptionally(failure);
            }
        });
        return decided;
    }

    /** The connection has become an older session, which keeps its place; the provisional one's is given up. */
    void resumed(Session session, String provisional) {
        if (isFreeForAll()) {
            return;
        }
        release(claims.get(provisional));
        claim(session, false);
    }

    /** In which incarnation a session has its user's place; 0 if it has none. */
    int incarnation(UserKey user, String session) {
        return logIns.incarnation(user, session);
    }

    /** The connection is gone; a session that is not over keeps its place for a while. */
    void closed(Session session, boolean forGood) {
        Claim claim = claims.get(session.id());
        if (claim != null && claim.session == session) {
            if (forGood) {
                release(claim);
            } else {
                claim.keptUntil = clock.getAsLong() + windowNanos;
            }
        }
    }

    private void release(@Nullable Claim claim) {
        if (claim != null && claims.remove(claim.logIn.session(), claim)) {
            LogIn logIn = claim.logIn;
            announcer.insist(new LogOut(logIn.user(), logIn.session(), logIn.incarnation()));
        }
    }

    /** Gives up places that nobody has come back to, and says of the others that they are still held. Called once a second. */
    void tidy() {
        long now = clock.getAsLong();
        for (Claim claim : claims.values()) {
            Long keptUntil = claim.keptUntil;
            if (keptUntil != null && keptUntil - now <= 0) {
                release(claim);
            } else if (now - claim.announcedAt >= renewalNanos) {
                claim.announcedAt = now;
                LogIn logIn = claim.logIn;
                announcer.insist(new LogIn(logIn.user(), logIn.session(), logIn.incarnation(), false));
            }
        }
        if (announcer.losses() > losses) {
            losses = announcer.losses();
            giveUpUnclaimed();
        }
    }

    /** What would have given up a place may be lost: nobody here claims it any more. */
    private void giveUpUnclaimed() {
        logIns.holdersBy(instance.id()).forEach((user, holder) -> {
            if (!claims.containsKey(holder.session())) {
                announcer.insist(new LogOut(user, holder.session(), holder.incarnation()));
            }
        });
    }

    // From the log

    void onLogIn(LogIn logIn) {
        LogIns.Verdict verdict = logIns.apply(logIn);
        LogIns.Holder displaced = verdict.displaced();
        if (displaced != null) {
            displace(displaced, logIn);
        }
        Claim claim = claims.get(logIn.session());
        if (claim != null && claim.logIn.incarnation().equals(logIn.incarnation())) {
            if (verdict.granted()) {
                claim.decided.complete(null);
            } else if (claims.remove(logIn.session(), claim)) {
                sendAway(claim);
            }
        } else if (verdict.granted() && logIn.incarnation().instance().equals(instance.id())) {
            // It came into the log after its session had ended.
            announcer.insist(new LogOut(logIn.user(), logIn.session(), logIn.incarnation()));
        }
        if (caughtUp) {
            watch(logIn.incarnation().instance());
        }
    }

    private void displace(LogIns.Holder holder, LogIn by) {
        Claim claim = claims.get(holder.session());
        if (claim == null || !claim.isOf(holder) || !claims.remove(holder.session(), claim)) {
            return;
        }
        if (holder.session().equals(by.session())) {
            claim.session.superseded();
        } else {
            sendAway(claim);
        }
    }

    private void sendAway(Claim claim) {
        claim.session.putOut(CloseCode.RESUMED_ELSEWHERE, ELSEWHERE, LeaveReason.REPLACED);
        sessions.putOutAbsent(claim.logIn.session(), LeaveReason.REPLACED, follower);
    }

    void onLogOut(LogOut logOut) {
        logIns.apply(logOut);
    }

    void onInstanceGone(InstanceGone gone) {
        logIns.apply(gone);
    }

    /** All that was announced before is known. */
    void onCaughtUp() {
        caughtUp = true;
        logIns.instances().forEach(this::watch);
    }

    /** Sees to it that places are free if the instance that owns them is lost. */
    private void watch(String instance) {
        if (instances.isLost(instance)) {
            announcer.insist(new InstanceGone(instance));
        }
    }

    private void lose(String instance) {
        if (logIns.instances().contains(instance)) {
            announcer.insist(new InstanceGone(instance));
        }
    }

    /** How many users have a place, anywhere. */
    int taken() {
        return logIns.size();
    }
}
