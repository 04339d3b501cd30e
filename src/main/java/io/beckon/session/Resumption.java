package io.beckon.session;

import io.beckon.following.FollowedRoom;
import io.beckon.following.Wording;
import io.beckon.identity.InvalidToken;
import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.MessageType;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.Incarnation;
import io.beckon.room.Origin;
import io.beckon.room.Reply;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import io.beckon.session.SessionFigures.ResumeResult;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a connection to become a session of before: proves it, has {@link RoomResumes its rooms} take it back, and, once all
 * have decided, answers and replays what was missed. Used by the connection's thread, but for what rooms say.
 */
final class Resumption implements ResumeAttempt {

    /** How long the rooms may take. */
    private static final long PATIENCE_SECONDS = 5;

    /** How often what was missed is prepared anew, for memory has let go of some of it meanwhile. */
    private static final int MOST_PREPARATIONS = 3;

    /** When a user too many of whose sessions come back may try again with another. */
    private static final long AGAIN_MILLIS = 1000;

    private final Session session;
    private final ClientMessage.Resume request;
    private final String id;
    private final Sessions sessions;
    private final SessionLives lives;
    private final Authority authority;
    private final Backlog backlog;
    private final RoomResumes rooms;
    private final Takeover takeover;
    private Runnable afterwards = () -> {};
    /** What it takes of the room for those that wait; {@code null} before it has begun. */
    private Unsettled.@Nullable Claim claim;

    private volatile boolean over;
    private long slot;
    private int preparations;

    Resumption(
            Session session, ClientMessage.Resume request, Sessions sessions, SessionLives lives, Authority authority) {
        this.session = session;
        this.request = request;
        this.id = request.credentials().session();
        this.sessions = sessions;
        this.lives = lives;
        this.authority = authority;
        this.backlog = new Backlog(session, id, request.rooms(), session.follower());
        this.rooms = new RoomResumes(session, id, request.rooms(), backlog);
        this.takeover = new Takeover(session, id, request.rooms().keySet());
    }

    /**
     * @param suspended runs when it takes a while
     * @param afterwards runs when that is over
     */
    void begin(Runnable suspended, Runnable afterwards) {
        if (session.hasLogged()) {
            count(ResumeResult.REFUSED);
            refuse(ErrorCode.WRONG_STATE, "resume comes before any other frame that is logged");
            NodeRefusals.frame(session, ErrorCode.WRONG_STATE, MessageType.RESUME, null);
        } else if (!authority.secrets().matches(request.credentials().secret(), id, session.caller())) {
            NodeRefusals.badSecret(session, null);
            fail();
        } else if (namesTooMany()) {
            NodeRefusals.limit(session, NodeRefusals.ROOMS, null);
            fail();
        } else if (!mayReadAgain()) {
            count(ResumeResult.UNAVAILABLE);
        } else {
            claim = session.host().unsettled().resume(session.owner(), session.link());
            if (claim == null) {
                count(ResumeResult.UNAVAILABLE);
                refuseForNow("too many of your sessions wait for their rooms", AGAIN_MILLIS);
                return;
            }
            slot = session.replies().owe();
            session.resuming(this);
            suspended.run();
            this.afterwards = afterwards;
            backlog.prepare(this::entitle, this::giveUp);
        }
    }

    /** Those of calls count apart: one that was accepted meanwhile comes beside rooms that it has joined. */
    private boolean namesTooMany() {
        int most = session.host().settings().limits().roomsPerConnection();
        long ofCalls =
                request.rooms().keySet().stream().filter(RoomKey::isOfCall).count();
        return ofCalls > most || request.rooms().size() - ofCalls > most;
    }

    /** What sessions that come back are told makes much go out, however little they say. */
    private boolean mayReadAgain() {
        long waitMillis = session.conduct().waitToReread(session.follower().now());
        if (waitMillis > 0) {
            NodeRefusals.limit(session, NodeRefusals.RATE, null);
            refuseForNow("your sessions have come back to too much in too short a time", waitMillis);
        }
        return waitMillis == 0;
    }

    private void refuseForNow(String why, long millis) {
        session.replies().add(Wording.unavailableFor(request.id(), why, millis));
    }

    private void charge(int bytes) {
        session.conduct().rereads(bytes, session.follower().now());
    }

    /** @return false if it was over before */
    private boolean end() {
        if (over) {
            return false;
        }
        over = true;
        if (claim != null) {
            claim.release();
        }
        return true;
    }

    private void count(ResumeResult result) {
        session.host().figures().resumed(result);
    }

    @Override
    public void abandon() {
        if (end()) {
            count(ResumeResult.ABANDONED);
            letGo();
        }
        backlog.close();
    }

    private void refuse(ErrorCode code, String message) {
        session.replies().add(Wording.error(request.id(), null, code, message));
    }

    private void fail() {
        count(ResumeResult.EXPIRED);
        refuse(ErrorCode.RESUME_EXPIRED, "there is nothing to resume");
        if (session.conduct().failedResume()) {
            session.end(CloseCode.ABUSE, "too many failed resumes");
        }
    }

    /** The rights of today, in each of the rooms. */
    private void entitle() {
        if (over) {
            return;
        }
        CompletableFuture<Map<RoomKey, Set<Right>>> today = authority
                .tokens()
                .reaffirm(session.caller())
                .thenCompose(done -> Entitlements.of(
                        session.caller(),
                        request.rooms().keySet().stream().map(session::room).toList(),
                        authority.access()))
                .toCompletableFuture();
        session.after(
                today.thenAccept(rooms::entitled),
                PATIENCE_SECONDS,
                this::proceed,
                () -> undecided(today.isCompletedExceptionally() ? today.exceptionNow() : null));
    }

    /** Either nobody can tell now, or the token is not what it was. */
    private void undecided(@Nullable Throwable failure) {
        if (failure instanceof InvalidToken && end()) {
            backlog.close();
            session.resuming(null);
            session.replies().vacate(slot);
            NodeRefusals.badToken(session);
            fail();
            afterwards.run();
        } else {
            giveUp();
        }
    }

    private void proceed() {
        if (over) {
            return;
        }
        if (backlog.isOutrun() && preparations++ < MOST_PREPARATIONS) {
            backlog.prepare(this::proceed, this::giveUp);
            return;
        }
        int known = Math.max(rooms.inspect(), lives.incarnation(session, id));
        long window = session.host().settings().resumeWindow().toNanos();
        int number = sessions.tryNext(id, known, session.follower().now() + 2 * window);
        if (number == 0) {
            giveUp();
            return;
        }
        session.after(
                rooms.ask(new Incarnation(number, session.instance())), PATIENCE_SECONDS, this::finish, this::giveUp);
    }

    /** A room cannot be asked, or does not answer: the client is as it was before, and may try again. */
    private void giveUp() {
        if (!end()) {
            return;
        }
        count(ResumeResult.UNAVAILABLE);
        backlog.close();
        letGo();
        session.replies().settle(slot, Wording.unavailable(request.id(), null));
        afterwards.run();
    }

    private void letGo() {
        session.resuming(null);
        rooms.letGo();
    }

    @Override
    public boolean expects(Origin origin) {
        return rooms.expect(origin);
    }

    @Override
    public void settle(FollowedRoom followed, Origin origin, Reply reply) {
        rooms.settle(followed, origin, reply);
    }

    private void finish() {
        if (over) {
            return;
        }
        if (rooms.isElsewhere() && !session.isClosed()) {
            takeover.decide(rooms.next(), this::proceed, this::become);
        } else {
            become();
        }
    }

    /** The connection is the session from now on, unless it is gone. */
    private void become() {
        if (!end()) {
            return;
        }
        if (session.isClosed()) {
            count(ResumeResult.ABANDONED);
            backlog.close();
            letGo();
            return;
        }
        count(rooms.areAllBack() ? ResumeResult.RESUMED : ResumeResult.PARTIAL);
        Set<RoomKey> known = sessions.knownRooms(id);
        takeover.leaveUnnamed(known);
        String provisional = session.id();
        session.become(id, rooms.next(), backlog::close);
        rooms.missed().forEach(missed -> session.enter(missed.room));
        known.forEach(session.membership()::remember);
        request.rooms().keySet().forEach(name -> session.membership().remember(session.room(name)));
        sessions.resumed(session, provisional);
        session.replies().vacate(slot);
        session.outgoing()
                .defer(
                        request.id(),
                        new ServerMessage.Resumed(
                                request.id(),
                                id,
                                authority.secrets().of(id, session.caller()),
                                session.caller().expiresAt(),
                                IceFrames.of(
                                        session.host().settings().iceServers().to(session.caller())),
                                session.host().calls().standing(session),
                                rooms.answers()),
                        this::charge);
        lives.returned(session, provisional);
        session.outgoing().pull(new Replay(session.follower(), session, rooms.missed(), this::charge, backlog::close));
        afterwards.run();
    }
}
