package io.beckon.transport.signaling;

import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.RoomKey;
import io.beckon.session.Answer;
import io.beckon.session.Cursor;
import io.beckon.session.Session;
import io.beckon.transport.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings a request and its session together: the session is here; or another node has it, to which the request is passed on if it only
 * says something; or it comes here, as by a resume.
 */
public final class Arrival {

    private static final int MISDIRECTED = 421;
    private static final long UNSEEN = -1;
    private static final String NOTHING = "there is nothing to resume";

    private final PolledSessions sessions;
    private final Transfers transfers;
    private final Siblings siblings;

    Arrival(PolledSessions sessions, Transfers transfers, Siblings siblings) {
        this.sessions = sessions;
        this.transfers = transfers;
        this.siblings = siblings;
    }

    /** Done once this node knows what has become of a room until now. */
    public CompletableFuture<Void> whenUpToDate(RoomKey room) {
        return transfers.whenUpToDate(room);
    }

    /** The session that a request says is its own; otherwise it is refused. */
    @Nullable Credential credential(Visitor visitor) {
        Credential credential = Credential.of(visitor.request());
        if (credential == null) {
            visitor.refuse(
                    ErrorCode.BAD_MESSAGE,
                    "the header " + Credential.HEADER + ": <session>.<secret> is missing",
                    Credential.HEADER);
        } else if (!sessions.proves(credential, visitor.caller())) {
            visitor.denySession(NOTHING);
            return null;
        }
        return credential;
    }

    static void gone(Visitor visitor) {
        visitor.refuse(ErrorCode.RESUME_EXPIRED, NOTHING, null);
    }

    /**
     * For a request that says something: its session stays where it is.
     *
     * @param rooms that the request names
     */
    public void toSay(Visitor visitor, Credential credential, List<String> rooms, Consumer<Session> next) {
        Session here = sessions.here(credential.session());
        if (here != null) {
            makeWhole(visitor, credential, here, places(rooms, Cursor.START), false, next);
        } else if (Siblings.isFromNode(visitor.request())) {
            visitor.response().setStatusCode(MISDIRECTED).end();
        } else if (!siblings.mayAsk(visitor.caller())) {
            tooMany(visitor);
        } else {
            visitor.await(siblings.find(credential, visitor.token()), (holder, failure) -> {
                if (holder == null) {
                    takeToSay(visitor, credential, rooms, next);
                } else {
                    passOn(visitor, credential, holder, rooms, next);
                }
            });
        }
    }

    private void passOn(
            Visitor visitor,
            Credential credential,
            Siblings.Holder holder,
            List<String> rooms,
            Consumer<Session> next) {
        Future<Siblings.Said> passed = siblings.passOn(holder, visitor);
        if (passed == null) {
            tooMany(visitor);
            return;
        }
        visitor.await(passed.toCompletionStage(), (said, failure) -> {
            if (said == null) {
                visitor.refuse(
                        ErrorCode.UNAVAILABLE,
                        "what became of this request is not known: send it again with the same id",
                        null);
            } else if (said.status() == MISDIRECTED) {
                takeToSay(visitor, credential, rooms, next);
            } else if (!visitor.response().closed()) {
                said.headers().forEach(visitor.response()::putHeader);
                visitor.response()
                        .setStatusCode(said.status())
                        .putHeader("Cache-Control", "no-store")
                        .end(said.body());
            }
        });
    }

    /**
     * For a request that reads: its session comes here.
     *
     * @param from where it reads on
     * @param rooms that the request names
     */
    void toRead(Visitor visitor, Credential credential, Cursor from, List<String> rooms, Consumer<Session> next) {
        Session here = sessions.here(credential.session());
        if (here != null && here.feed() != null) {
            makeWhole(visitor, credential, here, places(rooms, from), true, next);
        } else if (here != null) {
            take(visitor, credential, places(rooms, from), true, next);
        } else if (!siblings.mayAsk(visitor.caller())) {
            tooMany(visitor);
        } else {
            visitor.await(siblings.find(credential, visitor.token()), (holder, failure) -> {
                Map<String, Long> places = new HashMap<>(places(rooms, from));
                if (holder != null) {
                    holder.rooms()
                            .forEach((room, seq) -> places.merge(room, seq, (seen, there) -> seen < 0 ? there : seen));
                }
                take(visitor, credential, places, holder != null, next);
            });
        }
    }

    /** The rooms that the request names may not be all that the session is in. */
    private void takeToSay(Visitor visitor, Credential credential, List<String> rooms, Consumer<Session> next) {
        take(visitor, credential, places(rooms, Cursor.START), false, session -> {
            cameToSay(session);
            next.accept(session);
        });
    }

    private void cameToSay(Session session) {
        PolledConnection connection = sessions.connection(session);
        if (connection != null) {
            connection.cameToSay();
        }
    }

    /**
     * Takes also those rooms of a session here that it was not known to be in when it came to say something. A client that reads is
     * told of those that it is in no more.
     */
    private void makeWhole(
            Visitor visitor,
            Credential credential,
            Session here,
            Map<String, Long> places,
            boolean reads,
            Consumer<Session> next) {
        PolledConnection connection = sessions.connection(here);
        List<RoomKey> missing = missing(here, places.keySet());
        if (connection == null || !connection.mayLackRooms() || missing.isEmpty()) {
            renew(visitor, here, next);
            return;
        }
        visitor.await(transfers.whenUpToDate(missing), (done, failure) -> {
            if (failure != null) {
                notNow(visitor);
            } else if (missing.stream().anyMatch(room -> transfers.isMember(room, here.id()))) {
                take(visitor, credential, places, true, session -> {
                    if (!reads) {
                        cameToSay(session);
                    }
                    next.accept(session);
                });
            } else {
                if (reads) {
                    connection.isWhole();
                    missing.stream()
                            .filter(room -> transfers.hasLost(room, here.id()))
                            .forEach(room -> Transfers.tellOfLoss(here, room.name(), ErrorCode.RESUME_EXPIRED));
                }
                renew(visitor, here, next);
            }
        });
    }

    private static List<RoomKey> missing(Session here, Set<String> names) {
        List<RoomKey> there = here.membership().all();
        return names.stream()
                .map(name -> new RoomKey(here.caller().tenant(), name))
                .filter(room -> !there.contains(room))
                .toList();
    }

    private static void notNow(Visitor visitor) {
        visitor.refuse(ErrorCode.UNAVAILABLE, "the session cannot be taken on now", null);
    }

    private static void tooMany(Visitor visitor) {
        visitor.refuse(ErrorCode.RATE_LIMITED, "too many requests for sessions of another node", null);
    }

    private static Map<String, Long> places(List<String> rooms, Cursor from) {
        Map<String, Long> places = new HashMap<>(from.seen());
        Long seq = from.seq();
        rooms.forEach(room -> places.putIfAbsent(room, seq == null ? UNSEEN : seq));
        return places;
    }

    /** @param isThere whether it is known to be somewhere, in rooms or not */
    private void take(
            Visitor visitor, Credential credential, Map<String, Long> places, boolean isThere, Consumer<Session> next) {
        if (!sessions.hasRoom()) {
            Problem.UNAVAILABLE.answerForNow(visitor.response());
            return;
        }
        int waitSeconds = sessions.waitSeconds(visitor.caller());
        if (waitSeconds > 0) {
            visitor.note(ErrorCode.RATE_LIMITED, null);
            Refusal.answer(visitor.response(), limited(waitSeconds), new JsonObject());
            return;
        }
        visitor.await(
                transfers.take(visitor.caller(), credential, places, isThere, visitor.approach()),
                (session, failure) -> {
                    if (session != null) {
                        next.accept(session);
                    } else if (Transfers.isNothingLeft(failure)) {
                        gone(visitor);
                    } else {
                        notNow(visitor);
                    }
                });
    }

    static ServerMessage.ErrorMessage limited(int waitSeconds) {
        return new ServerMessage.ErrorMessage(
                null,
                ErrorCode.RATE_LIMITED,
                "too many sessions in too short a time",
                null,
                null,
                true,
                waitSeconds * 1000L);
    }

    /** A later token is the session's from now on, as by {@code refresh}. */
    private void renew(Visitor visitor, Session session, Consumer<Session> next) {
        boolean isLater = session.feed() != null
                && visitor.caller().expiresAt().isAfter(session.caller().expiresAt());
        CompletableFuture<@Nullable Answer> renewed = isLater
                ? sessions.ask(
                                session,
                                RequestFrame.of(
                                        new JsonObject().put("type", "refresh").put("token", visitor.token())))
                        .handle((answer, failure) -> answer)
                : CompletableFuture.completedFuture(null);
        if (renewed.isDone()) {
            next.accept(session);
        } else {
            visitor.await(renewed, (answer, failure) -> next.accept(session));
        }
    }
}
