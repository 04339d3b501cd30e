package io.beckon.transport.signaling;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.audit.Sha256;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.MalformedMessage;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;
import io.beckon.session.Answer;
import io.beckon.session.Feed;
import io.beckon.session.Session;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/rooms/{room}/offer}: an offer in, its answer out. Without a session the request makes one, which joins the room first.
 */
final class Offers {

    private static final int USUAL_WAIT_SECONDS = 30;
    private static final String JOIN = "join:";

    /** An id has at most 64 characters. */
    private static final int MOST_OF_ID = 64 - JOIN.length();

    private final Reception reception;
    private final Arrival arrival;
    private final PolledSessions sessions;
    private final Participants participants;
    private final Asking asking;
    private final MessageCodec json;

    Offers(
            Reception reception,
            Arrival arrival,
            PolledSessions sessions,
            Participants participants,
            Asking asking,
            MessageCodec json) {
        this.reception = reception;
        this.arrival = arrival;
        this.sessions = sessions;
        this.participants = participants;
        this.asking = asking;
        this.json = json;
    }

    void handle(RoutingContext routing) {
        reception.receive(routing, this::offer, HttpMethod.POST);
    }

    private void offer(Visitor visitor) {
        String room = String.valueOf(visitor.room());
        Integer wait = Messages.waitSeconds(visitor, USUAL_WAIT_SECONDS);
        if (wait == null) {
            return;
        }
        RequestFrame frame = RequestFrame.of(visitor.body().getBytes(), Map.of("type", "offer", "room", room));
        JsonObject body = object(frame.text());
        ServerMessage.ErrorMessage fault = asking.fault(frame, room);
        if (fault != null) {
            Asking.refuseFrame(visitor, frame, fault);
        } else if (body == null || !"offer".equals(body.getValue("type")) || !room.equals(body.getValue("room"))) {
            visitor.refuse(ErrorCode.BAD_MESSAGE, "the body is not an offer to this room", null);
        } else if (visitor.request().getHeader(Credential.HEADER) != null) {
            Credential credential = arrival.credential(visitor);
            if (credential != null) {
                arrival.toSay(
                        visitor,
                        credential,
                        List.of(room),
                        session -> offer(visitor, session, room, frame, body, wait, new JsonObject(), Runnable::run));
            }
        } else {
            enter(visitor, room, frame, body, wait);
        }
    }

    /** Whoever would join for an offer that is none does not join. The metadata is the participant's, not that of its offer. */
    private void enter(Visitor visitor, String room, RequestFrame frame, JsonObject body, int waitSeconds) {
        try {
            json.decode(frame.text());
        } catch (MalformedMessage malformed) {
            Asking.refuseFrame(visitor, frame, malformed.reply());
            return;
        }
        participants.join(
                visitor,
                room,
                joining(room, frame, body),
                (session, answer, isNew) -> offer(
                        visitor,
                        session,
                        room,
                        frame.without("metadata"),
                        body,
                        waitSeconds,
                        newcomer(session, answer),
                        refusal -> withdraw(visitor, session, room, isNew, refusal)));
    }

    /** Whoever joined for an offer that was refused leaves, and its client does not know the session. */
    private void withdraw(Visitor visitor, Session session, String room, boolean isNew, Runnable refusal) {
        if (!isNew) {
            refusal.run();
            return;
        }
        RequestFrame leave =
                RequestFrame.of(new JsonObject().put("type", "leave").put("room", room));
        visitor.await(sessions.ask(session, leave), (left, failure) -> {
            PolledConnection connection = sessions.connection(session);
            if (connection != null) {
                connection.discard();
            }
            refusal.run();
        });
    }

    private static @Nullable JsonObject object(byte[] text) {
        try {
            return new JsonObject(Buffer.buffer(text));
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** To which nobody answers. */
    private static boolean isRollback(JsonObject body) {
        return body.getValue("offer") instanceof JsonObject offer
                && offer.getValue("type") instanceof String type
                && type.equalsIgnoreCase("rollback");
    }

    /** The join before an offer has an {@code id} of its own, which follows from the offer's. */
    private static RequestFrame joining(String room, RequestFrame frame, JsonObject body) {
        JsonObject join = new JsonObject().put("type", "join").put("room", room);
        for (String field : List.of("name", "role", "metadata", "pattern")) {
            if (body.containsKey(field)) {
                join.put(field, body.getValue(field));
            }
        }
        if (frame.isOwn()) {
            join.put("id", JOIN + (frame.id().length() <= MOST_OF_ID ? frame.id() : digest(frame.id())));
        }
        return RequestFrame.of(join);
    }

    private static String digest(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(id.getBytes(UTF_8)));
    }

    /** What a client has to know that did not have a session. */
    private JsonObject newcomer(Session session, Answer joined) {
        ServerMessage.Welcome welcome = sessions.welcome(session);
        JsonObject newcomer = new JsonObject().put("session", welcome.session()).put("secret", welcome.secret());
        if (joined.message() instanceof ServerMessage.Joined in) {
            newcomer.put("peer", in.self().peer());
        }
        return newcomer;
    }

    private void offer(
            Visitor visitor,
            Session session,
            String room,
            RequestFrame frame,
            JsonObject body,
            int waitSeconds,
            JsonObject more,
            Consumer<Runnable> refused) {
        PolledConnection connection = sessions.connection(session);
        Feed feed = session.feed();
        if (connection == null || feed == null) {
            visitor.refuse(ErrorCode.WRONG_STATE, "the session has a WebSocket: its answers come there", null);
            return;
        }
        Consumer<Answer> next = answer -> {
            Long place = answer.message() instanceof ServerMessage.Ack ack ? ack.seq() : null;
            if (place == null || isRollback(body)) {
                visitor.answer(202, Buffer.buffer(frame.reply(answer.json())));
                return;
            }
            AnswerWait wait = new AnswerWait(
                    visitor.vertx(),
                    connection,
                    feed,
                    room,
                    Frames.text(body, "pc"),
                    Frames.to(body),
                    place,
                    found -> visitor.answer(
                            200, Buffer.buffer(found.mergeIn(more).encode())),
                    failure -> unanswered(visitor, failure, more));
            visitor.response().closeHandler(gone -> wait.giveUp());
            wait.begin(waitSeconds);
        };
        asking.ask(visitor, session, frame, next, refused);
    }

    private static void unanswered(Visitor visitor, AnswerWait.Failure failure, JsonObject more) {
        ServerMessage.ErrorMessage error = failure.error();
        CloseCode close = failure.close();
        if (error.code() == ErrorCode.RATE_LIMITED && close == null) {
            visitor.note(error.code(), null);
        }
        Refusal.answer(
                visitor.response(), error, close == null ? more : more.copy().put("close", close.number()));
    }
}
