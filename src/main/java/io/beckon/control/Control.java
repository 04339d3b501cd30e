package io.beckon.control;

import io.beckon.announcement.Announcement;
import io.beckon.announcement.InstanceGone;
import io.beckon.announcement.LogIn;
import io.beckon.announcement.LogOut;
import io.beckon.announcement.NotBefore;
import io.beckon.announcement.Removal;
import io.beckon.announcement.SignOut;
import io.beckon.announcement.SignOutBoard;
import io.beckon.announcement.SignOuts;
import io.beckon.following.Follower;
import io.beckon.identity.Caller;
import io.beckon.log.Announcer;
import io.beckon.log.ControlLog;
import io.beckon.log.Instances;
import io.beckon.protocol.CloseCode;
import io.beckon.room.LeaveReason;
import io.beckon.session.Session;
import io.beckon.session.SessionLife;
import io.beckon.session.SessionSettings;
import io.beckon.session.Sessions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What all nodes are told at once, at work on the sessions of this one: who was signed out is sent away, and who has a place may
 * stay. Safe for use by several threads.
 */
public final class Control implements SignOutBoard, SessionLife {

    /** Maximum number of announcements on their way to the log. */
    static final int MOST_ANNOUNCED = 20_000;

    private final ControlLog log;
    private final SignOuts signOuts;
    private final Sessions sessions;
    private final Follower follower;
    private final Announcer<Announcement> announcer;
    private final Places places;
    private volatile boolean caughtUp;
    /** Puts out those who are here without a session. */
    private volatile Consumer<Predicate<Caller>> others = whom -> {};

    /** @param tokenLife the longest that a token may live, and so what was announced is kept */
    public Control(
            ControlLog log,
            SignOuts signOuts,
            DuplicateLogIns policy,
            Sessions sessions,
            Follower follower,
            Instances instances,
            SessionSettings settings,
            LongSupplier clock,
            Duration tokenLife) {
        this.log = log;
        this.signOuts = signOuts;
        this.sessions = sessions;
        this.follower = follower;
        this.announcer = new Announcer<>(log::append, MOST_ANNOUNCED);
        this.places = new Places(
                policy,
                announcer,
                sessions,
                follower,
                instances,
                settings.instance(),
                clock,
                settings.resumeWindow(),
                tokenLife);
    }

    /** Calls this, too, with whom is sent away. */
    public void alsoEnds(Consumer<Predicate<Caller>> action) {
        others = action;
    }

    /** From now on what was and is announced takes effect here. */
    public void start() {
        log.follow(new ControlLog.Listener() {
            @Override
            public void onAnnouncement(Announcement announcement) {
                take(announcement);
            }

            @Override
            public void onCaughtUp() {
                caughtUp = true;
                places.onCaughtUp();
            }
        });
    }

    private void take(Announcement announcement) {
        switch (announcement) {
            case SignOut signOut -> apply(signOut);
            case NotBefore notBefore -> apply(notBefore);
            case LogIn logIn -> places.onLogIn(logIn);
            case LogOut logOut -> places.onLogOut(logOut);
            case InstanceGone gone -> places.onInstanceGone(gone);
            case Removal removal -> apply(removal);
        }
    }

    /** What finds no room on its way to the log ends whom it can here, and is not known: its issuer is to say it again. */
    @Override
    public CompletionStage<Void> announce(SignOut signOut) {
        CompletableFuture<Void> logged = announcer.insist(signOut);
        if (logged.isCompletedExceptionally()) {
            signOut(signOut::covers);
        } else {
            apply(signOut);
        }
        return logged;
    }

    @Override
    public CompletionStage<Void> announce(NotBefore notBefore) {
        return apply(notBefore) ? announcer.insist(notBefore) : CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean knows(String issuer, String tokenId) {
        return signOuts.knows(issuer, tokenId);
    }

    private void apply(SignOut signOut) {
        signOuts.add(signOut);
        signOut(signOut::covers);
    }

    private boolean apply(NotBefore notBefore) {
        boolean isNews = signOuts.add(notBefore);
        if (isNews) {
            signOut(notBefore::covers);
        }
        return isNews;
    }

    /** Those who are sent away may come back, so it is said once only: it is not known whether the log has it if that fails. */
    public CompletionStage<Void> announce(Removal removal) {
        return log.append(removal);
    }

    /** What was before this node concerns none of its sessions. */
    private void apply(Removal removal) {
        if (caughtUp) {
            String reason = removal.reason() == null ? "removed by an administrator" : removal.reason();
            putOut(
                    caller -> caller.key().equals(removal.user()),
                    session -> session.putOut(CloseCode.REMOVED, CloseCode.reason(reason), LeaveReason.KICKED),
                    LeaveReason.KICKED);
        }
    }

    private void signOut(Predicate<Caller> whom) {
        putOut(whom, Control::signOut, LeaveReason.SIGNED_OUT);
    }

    /** First those who are connected: who loses the connection meanwhile is found among the absent then. */
    private void putOut(Predicate<Caller> whom, Consumer<Session> connected, LeaveReason why) {
        for (Session session : sessions.all()) {
            if (whom.test(session.caller())) {
                connected.accept(session);
            }
        }
        sessions.putOutAbsent(whom, why, follower);
        others.accept(whom);
    }

    private static void signOut(Session session) {
        session.putOut(CloseCode.SIGNED_OUT, "signed out", LeaveReason.SIGNED_OUT);
    }

    // The life of sessions

    @Override
    public void opened(Session session) {
        inspect(session);
    }

    @Override
    public void renewed(Session session) {
        inspect(session);
    }

    /** A session has a caller of whom it is not known yet: it may have been signed out since its token was checked. */
    private void inspect(Session session) {
        if (signOuts.covers(session.caller())) {
            signOut(session);
        }
    }

    @Override
    public CompletableFuture<Void> enter(Session session) {
        return places.enter(session);
    }

    @Override
    public int incarnation(Session session, String id) {
        return places.incarnation(session.caller().key(), id);
    }

    @Override
    public void returned(Session session, String provisional) {
        places.resumed(session, provisional);
    }

    @Override
    public void gone(Session session, boolean over) {
        places.closed(session, over);
    }

    // As time passes

    /** Called once a second. */
    public void everySecond() {
        announcer.retry();
        places.tidy();
    }

    /** How many users have a place, where each has only one. */
    public int placesTaken() {
        return places.taken();
    }
}
