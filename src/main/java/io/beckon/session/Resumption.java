package io.beckon.session;

import io.beckon.identity.AccessPolicy;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.TokenVerifier;
import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.Incarnation;
import io.beckon.room.LeaveReason;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.Reply;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a connection to become a session of before: proves it, proposes it to each room that was named, and, once all
 * have decided, answers and replays what was missed.
 */
final class Resumption {

    private static final ServerMessage.ResumedRoom EXPIRED =
            new ServerMessage.ResumedRoom(null, List.of(), 0, 0, ErrorCode.RESUME_EXPIRED);

    /** How long the rooms may take. */
    private static final long PATIENCE_SECONDS = 5;

    /** How often it is looked whether another connection of the session is still there, before this one gives way. */
    private static final int MOST_LOOKS = 6;

    private static final long LOOK_MILLIS = 250;

    /** How often what was missed is prepared anew, for memory has let go of some of it meanwhile. */
    private static final int MOST_PREPARATIONS = 3;

    /** When a user too many of whose sessions come back may try again with another. */
    private static final long AGAIN_MILLIS = 1000;

    /** Whoever comes back was there in this incarnation at least. */
    private static final int FIRST = 1;

    private final Session session;
    private final ClientMessage.Resume request;
    private final Follower follower;
    private final Sessions sessions;
    private final Places places;
    private final Switchboard switchboard;
    private final ResumeSecrets secrets;
    private final SessionSettings settings;
    private final String id;
    private final TokenVerifier tokens;
    private final AccessPolicy access;
    private final Backlog backlog;
    private final Map<String, ServerMessage.ResumedRoom> answers = new ConcurrentHashMap<>();
    private final List<Replay.Missed> missed = new CopyOnWriteArrayList<>();
    private final List<RoomKey> asked = new ArrayList<>();
    private final AtomicInteger undecided = new AtomicInteger();
    private volatile CompletableFuture<Void> decided = new CompletableFuture<>();
    private volatile Incarnation next;
    private volatile boolean elsewhere;
    private Map<RoomKey, Set<Right>> rights = Map.of();
    private Runnable afterwards = () -> {};
    /** What it takes of the room for those that wait; {@code null} before it has begun. */
    private Unsettled.@Nullable Claim claim;

    private volatile boolean over;
    private long slot;
    private int looks;
    private int preparations;

    Resumption(
            Session session,
            ClientMessage.Resume request,
            Follower follower,
            Sessions sessions,
            Places places,
            Switchboard switchboard,
            ResumeSecrets secrets,
            TokenVerifier tokens,
            AccessPolicy access,
            SessionSettings settings) {
        this.session = session;
        this.request = request;
        this.follower = follower;
        this.sessions = sessions;
        this.places = places;
        this.switchboard = switchboard;
        this.secrets = secrets;
        this.settings = settings;
        this.tokens = tokens;
        this.access = access;
        this.id = request.credentials().session();
        this.next = session.incarnation();
        this.backlog = new Backlog(session, id, request.rooms(), follower);
    }

    /**
     * @param suspended runs when it takes a while
     * @param afterwards runs when that is over
     */
    void begin(Runnable suspended, Runnable afterwards) {
        if (session.hasLogged()) {
            refuse(ErrorCode.WRONG_STATE, "resume comes before any other frame that is logged");
        } else if (!secrets.matches(request.credentials().secret(), id, session.caller())
                || request.rooms().size() > settings.limits().roomsPerConnection()) {
            fail();
        } else {
            claim = sessions.unsettled().resume(session);
            if (claim == null) {
                session.replies().add(Wording.unavailableFor(request.id(), AGAIN_MILLIS));
                return;
            }
            slot = session.replies().owe();
            session.resuming(this);
            suspended.run();
            this.afterwards = afterwards;
            backlog.prepare(this::entitle, this::giveUp);
        }
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

    /** The connection is gone: nothing of this goes on. May be called again. */
    void abandon() {
        if (end()) {
            letGo();
        }
        backlog.close();
    }

    private void refuse(ErrorCode code, String message) {
        session.replies().add(Wording.error(request.id(), null, code, message));
    }

    private void fail() {
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
        CompletableFuture<Map<RoomKey, Set<Right>>> today = tokens.reaffirm(session.caller())
                .thenCompose(done -> Entitlements.of(
                        session.caller(),
                        request.rooms().keySet().stream().map(session::room).toList(),
                        access))
                .toCompletableFuture();
        session.after(
                today.thenAccept(known -> rights = known),
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
        asked.clear();
        missed.clear();
        elsewhere = false;
        decided = new CompletableFuture<>();
        int known = IntStream.of(
                        FIRST,
                        inspectRooms(),
                        switchboard.incarnation(id),
                        places.incarnation(session.caller().key(), id))
                .max()
                .orElse(FIRST);
        int number = sessions.tryNext(
                id,
                known,
                follower.now() + settings.resumeWindow().multipliedBy(2).toNanos());
        next = new Incarnation(number, session.instance());
        undecided.set(asked.size() + 1);
        for (RoomKey room : asked) {
            Origin origin = new Origin(id, next, null, session.replies().owe());
            follower.propose(
                    room,
                    new Proposal.Resume(origin, session.caller().user(), rights.getOrDefault(room, Set.of())),
                    session);
        }
        if (undecided.decrementAndGet() == 0) {
            decided.complete(null);
        }
        session.after(decided, PATIENCE_SECONDS, this::finish, this::giveUp);
    }

    /** A room cannot be asked, or does not answer: the client is as it was before, and may try again. */
    private void giveUp() {
        if (!end()) {
            return;
        }
        backlog.close();
        letGo();
        session.replies().settle(slot, Wording.unavailable(request.id(), null));
        afterwards.run();
    }

    /** Whatever the rooms have said or will say: nobody is there. */
    private void letGo() {
        session.resuming(null);
        for (RoomKey room : asked) {
            follower.read(room, followed -> {
                followed.detach(id, session, 0);
                return null;
            });
            LeaveReason why = session.putOut();
            follower.insist(
                    room,
                    why == null
                            ? new Proposal.Disconnected(id, next, LeaveReason.TIMEOUT)
                            : Proposals.leave(id, next, why));
        }
    }

    /** Finds the rooms worth asking; returns the highest incarnation that any of them knows. */
    private int inspectRooms() {
        int highest = 0;
        for (Map.Entry<String, Long> named : request.rooms().entrySet()) {
            RoomKey room = session.room(named.getKey());
            Integer known = follower.read(room, followed -> inspect(followed, named.getValue()));
            answers.put(named.getKey(), EXPIRED);
            if (known != null) {
                asked.add(room);
                highest = Math.max(highest, known);
            }
        }
        return highest;
    }

    /** The incarnation that a room knows, or {@code null} when the session cannot go on there after this {@code seq}. */
    private @Nullable Integer inspect(FollowedRoom followed, long seq) {
        Incarnation known = followed.room.incarnation(id);
        return known != null && backlog.reaches(followed, seq) ? known.number() : null;
    }

    boolean expects(Origin origin) {
        return origin.session().equals(id) && origin.incarnation().equals(next);
    }

    /** A room has decided. Its partition is held, so what concerns other rooms is left to the connection's thread. */
    void settle(FollowedRoom followed, Origin origin, Reply reply) {
        session.replies().vacate(origin.slot());
        if (reply instanceof Reply.Resumed resumed) {
            accept(followed, resumed);
        } else if (followed.room.incarnation(id) != null) {
            elsewhere = true;
        }
        if (undecided.decrementAndGet() == 0) {
            decided.complete(null);
        }
    }

    private void accept(FollowedRoom followed, Reply.Resumed resumed) {
        long joined = followed.room.joined(id);
        Recovery.Recovered beyond = backlog.beyondMemory(followed.name());
        long seen = request.rooms().getOrDefault(followed.name(), 0L);
        long after = Math.max(backlog.begin(followed, seen), beyond.upTo());
        Attachment attachment = new Attachment(session, joined, Attachment.Stage.CATCHING_UP);
        followed.attach(id, attachment);
        missed.add(new Replay.Missed(followed.room.key(), attachment, after, beyond.events()));
        long missing = beyond.events().size()
                + follower.memory().after(followed.history, after, id, joined, Integer.MAX_VALUE).stream()
                        .filter(event -> event.seq() < resumed.seq())
                        .count();
        answers.put(
                followed.name(),
                new ServerMessage.ResumedRoom(
                        resumed.seq(),
                        Wording.participants(resumed.roster()),
                        resumed.roster().count(),
                        (int) missing,
                        null));
    }

    /**
     * Another connection has come back as this session. It may be one that the client has given up: then that one's end is on its
     * way, and this one has the place.
     */
    private void yieldOrTryAgain() {
        if (over) {
            return;
        }
        boolean another = request.rooms().keySet().stream()
                .map(name ->
                        follower.read(session.room(name), followed -> followed.room.isPresent(id) ? followed : null))
                .anyMatch(followed -> followed != null && !next.equals(followed.room.incarnation(id)));
        if (!another && !session.isClosed()) {
            proceed();
        } else if (looks++ == MOST_LOOKS || session.isClosed()) {
            session.superseded();
            finish();
        } else {
            CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> session.connection().execute(this::yieldOrTryAgain));
        }
    }

    private void finish() {
        if (over) {
            return;
        }
        if (elsewhere && !session.isClosed()) {
            yieldOrTryAgain();
            return;
        }
        end();
        if (session.isClosed()) {
            backlog.close();
            letGo();
            return;
        }
        Set<RoomKey> known = sessions.knownRooms(id);
        leaveUnnamed(known);
        String provisional = session.id();
        session.become(id, next, backlog);
        missed.forEach(room -> session.enter(room.room));
        known.forEach(session.membership()::remember);
        request.rooms().keySet().forEach(name -> session.membership().remember(session.room(name)));
        sessions.resumed(session, provisional);
        places.resumed(session, provisional);
        session.replies().vacate(slot);
        session.defer(new ServerMessage.Resumed(
                request.id(),
                id,
                secrets.of(id, session.caller()),
                session.caller().expiresAt(),
                IceFrames.of(settings.iceServers().to(session.caller())),
                switchboard.standing(session),
                inOrderAsked()));
        switchboard.returned(session);
        session.pull(new Replay(follower, session, missed, backlog::close));
        afterwards.run();
    }

    private Map<String, ServerMessage.ResumedRoom> inOrderAsked() {
        Map<String, ServerMessage.ResumedRoom> ordered = new LinkedHashMap<>();
        request.rooms().keySet().forEach(name -> ordered.put(name, answers.getOrDefault(name, EXPIRED)));
        return ordered;
    }

    /**
     * Rooms of the session that were not named are left, as far as this node knows them. Of a call's room the client may not have
     * heard yet: it is told again.
     */
    private void leaveUnnamed(Set<RoomKey> knownRooms) {
        for (RoomKey room : knownRooms) {
            Incarnation known = room.isOfCall() || request.rooms().containsKey(room.name())
                    ? null
                    : follower.read(room, followed -> followed.room.incarnation(id));
            if (known != null) {
                follower.insist(room, Proposals.leave(id, known, LeaveReason.LEFT));
            }
        }
    }
}
