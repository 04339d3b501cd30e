package io.beckon.transport.signaling;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.audit.Missing;
import io.beckon.following.Follower;
import io.beckon.identity.Ids;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;
import io.beckon.protocol.WireSyntax;
import io.beckon.room.RoomKey;
import io.beckon.room.Seq;
import io.beckon.session.Answer;
import io.beckon.session.Session;
import io.beckon.transport.PathSegment;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** {@code /v1/sessions} and {@code /v1/rooms/{room}/participants}: sessions begin, join rooms and leave them. */
final class Participants {

    private final Reception reception;
    private final Arrival arrival;
    private final PolledSessions sessions;
    private final Transfers transfers;
    private final Asking asking;
    private final Follower follower;
    private final MessageCodec json;

    Participants(
            Reception reception,
            Arrival arrival,
            PolledSessions sessions,
            Transfers transfers,
            Asking asking,
            Follower follower,
            MessageCodec json) {
        this.reception = reception;
        this.arrival = arrival;
        this.sessions = sessions;
        this.transfers = transfers;
        this.asking = asking;
        this.follower = follower;
        this.json = json;
    }

    /** {@code POST /v1/sessions}; {@code GET}, of nodes alone: whether the session is here, and how far in which rooms. */
    void sessions(RoutingContext routing) {
        HttpMethod[] methods = Siblings.isFromNode(routing.request())
                ? new HttpMethod[] {HttpMethod.GET, HttpMethod.POST}
                : new HttpMethod[] {HttpMethod.POST};
        reception.receive(
                routing,
                visitor -> {
                    if (visitor.request().method() == HttpMethod.GET) {
                        tell(visitor);
                    } else {
                        open(
                                visitor,
                                Ids.random(),
                                session -> visitor.answer(201, Buffer.buffer(json.encode(sessions.welcome(session)))));
                    }
                },
                methods);
    }

    private void tell(Visitor visitor) {
        Credential credential = arrival.credential(visitor);
        if (credential == null) {
            return;
        }
        Session session = sessions.here(credential.session());
        if (session == null) {
            Arrival.gone(visitor);
            return;
        }
        JsonObject rooms = new JsonObject();
        session.membership()
                .all()
                .forEach(room ->
                        rooms.put(room.name(), Seq.of(follower.partition(room).position(), 0)));
        visitor.answer(200, new JsonObject().put("rooms", rooms).toBuffer());
    }

    private void open(Visitor visitor, String id, Consumer<Session> next) {
        if (!sessions.hasRoom()) {
            reception.gate().refuseUnserved(visitor.routing());
        } else if (arrives(visitor)) {
            openOnce(visitor, id, next);
        }
    }

    /** Whether the user may come once more now; otherwise the request is refused. */
    private boolean arrives(Visitor visitor) {
        int waitSeconds = sessions.waitSeconds(visitor.caller());
        if (waitSeconds > 0) {
            reception.gate().refuseForNow(visitor.routing(), visitor.caller(), waitSeconds);
        }
        return waitSeconds == 0;
    }

    private void openOnce(Visitor visitor, String id, Consumer<Session> next) {
        Session session = sessions.openOnce(visitor.caller(), visitor.approach(), id);
        if (session == null) {
            reception.gate().refuseForNow(visitor.routing(), visitor.caller(), 0);
        } else {
            next.accept(session);
        }
    }

    /** {@code POST /v1/rooms/{room}/participants}. */
    void join(RoutingContext routing) {
        reception.receive(
                routing,
                visitor -> {
                    String room = String.valueOf(visitor.room());
                    byte[] body = visitor.body().length() == 0
                            ? "{}".getBytes(UTF_8)
                            : visitor.body().getBytes();
                    RequestFrame frame = RequestFrame.of(body, Map.of("type", "join", "room", room));
                    ServerMessage.ErrorMessage fault = asking.fault(frame, room);
                    if (fault != null) {
                        Asking.refuseFrame(visitor, frame, fault);
                    } else if (frame.type() != null && !frame.type().equals("join")) {
                        visitor.refuse(ErrorCode.BAD_MESSAGE, "the frame is not a join", "type");
                    } else {
                        join(visitor, room, frame, (session, answer, isNew) -> joined(visitor, session, answer, frame));
                    }
                },
                HttpMethod.POST);
    }

    private void joined(Visitor visitor, Session session, Answer answer, RequestFrame frame) {
        if (!(answer.message() instanceof ServerMessage.Joined joined)) {
            visitor.refuse(ErrorCode.BAD_MESSAGE, "the frame is not a join", "type");
            return;
        }
        String welcome = new String(json.encode(sessions.welcome(session)), UTF_8);
        visitor.response()
                .putHeader(
                        "Location",
                        "/v1/rooms/" + PathSegment.of(joined.room()) + "/participants/"
                                + PathSegment.of(joined.self().peer()));
        visitor.answer(
                201,
                Buffer.buffer(welcome.substring(0, welcome.length() - 1)
                        + ",\"joined\":"
                        + frame.reply(answer.json())
                        + "}"));
    }

    /** What happens once a session is in the room. */
    interface Entered {

        /** @param isNew whether it is there by this join only */
        void accept(Session session, Answer joined, boolean isNew);
    }

    /** A session that the request names joins, or else a new one; one that the same request has made before joins again. */
    void join(Visitor visitor, String room, RequestFrame frame, Entered next) {
        if (!WireSyntax.isRoomName(room)) {
            visitor.refuse(ErrorCode.BAD_MESSAGE, "not the name of a room", "room");
        } else if (visitor.request().getHeader(Credential.HEADER) != null) {
            Credential credential = arrival.credential(visitor);
            if (credential != null) {
                arrival.toSay(visitor, credential, List.of(), session -> ask(visitor, session, frame, next));
            }
        } else if (frame.isOwn()) {
            joinOnce(visitor, room, frame, next);
        } else {
            open(
                    visitor,
                    sessions.newSession(visitor.caller(), room),
                    session -> askNew(visitor, session, frame, next));
        }
    }

    private void ask(Visitor visitor, Session session, RequestFrame frame, Entered next) {
        asking.ask(visitor, session, frame, answer -> next.accept(session, answer, false));
    }

    /** A session that gets nowhere is of no use to anybody, for its client does not know it. */
    private void askNew(Visitor visitor, Session session, RequestFrame frame, Entered next) {
        PolledConnection connection = sessions.connection(session);
        visitor.response().endHandler(ended -> {
            if (visitor.response().getStatusCode() >= 400
                    && connection != null
                    && session.membership().all().isEmpty()) {
                connection.discard();
            }
        });
        asking.ask(visitor, session, frame, answer -> next.accept(session, answer, true));
    }

    /** The same request again, at whatever node, finds the session that it has made, while that is in the room. */
    private void joinOnce(Visitor visitor, String room, RequestFrame frame, Entered next) {
        if (!arrives(visitor)) {
            return;
        }
        RoomKey key = new RoomKey(visitor.caller().tenant(), room);
        visitor.await(transfers.whenUpToDate(key), (live, failure) -> {
            if (failure != null) {
                visitor.refuse(ErrorCode.UNAVAILABLE, "the room cannot be reached now", null);
                return;
            }
            String id = sessions.sessionToJoin(visitor.caller(), room, frame.id());
            if (transfers.isMember(key, id)) {
                Credential credential = new Credential(id, sessions.secretOf(visitor.caller(), id));
                arrival.toSay(visitor, credential, List.of(room), session -> ask(visitor, session, frame, next));
            } else if (!sessions.hasRoom()) {
                reception.gate().refuseUnserved(visitor.routing());
            } else {
                openOnce(visitor, id, session -> askNew(visitor, session, frame, next));
            }
        });
    }

    /** {@code DELETE /v1/rooms/{room}/participants/{peer}}. */
    void participant(RoutingContext routing) {
        reception.receive(
                routing,
                visitor -> {
                    Credential credential = arrival.credential(visitor);
                    if (credential != null) {
                        String room = String.valueOf(visitor.room());
                        arrival.toSay(
                                visitor,
                                credential,
                                List.of(room),
                                session -> leave(visitor, session, room, routing.pathParam("peer")));
                    }
                },
                HttpMethod.DELETE);
    }

    private void leave(Visitor visitor, Session session, String room, String peer) {
        RoomKey key = new RoomKey(visitor.caller().tenant(), room);
        String own = follower.read(key, followed -> followed.room().peer(session.id()));
        if (own == null) {
            visitor.refuse(ErrorCode.NOT_IN_ROOM, "not a participant of the room", null);
        } else if (own.equals(peer)) {
            RequestFrame frame =
                    RequestFrame.of(new JsonObject().put("type", "leave").put("room", room));
            asking.ask(
                    visitor,
                    session,
                    frame,
                    answer -> visitor.response().setStatusCode(204).end());
        } else if (follower.read(key, followed -> followed.room().participant(peer)) == null) {
            visitor.refuse(ErrorCode.NO_SUCH_PEER, "there is no such participant", null);
        } else {
            visitor.deny(Missing.OWNERSHIP, "the participant is somebody else's");
        }
    }
}
