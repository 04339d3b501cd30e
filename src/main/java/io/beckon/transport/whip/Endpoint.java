package io.beckon.transport.whip;

import io.beckon.audit.Missing;
import io.beckon.following.Follower;
import io.beckon.identity.AccessPolicy;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.MessageType;
import io.beckon.protocol.ServerMessage;
import io.beckon.protocol.WireSyntax;
import io.beckon.room.Pattern;
import io.beckon.room.Right;
import io.beckon.room.Role;
import io.beckon.room.RoomKey;
import io.beckon.sdp.DescriptionType;
import io.beckon.session.Session;
import io.beckon.transport.Problem;
import io.beckon.transport.signaling.PolledConnection;
import io.beckon.transport.signaling.PolledSessions;
import io.beckon.transport.signaling.Refusal;
import io.beckon.transport.signaling.RequestFrame;
import io.beckon.transport.signaling.Visitor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code /v1/whip/{room}} and {@code /v1/whep/{room}}: an offer in, its answer out (RFC 9725 section 4.2). */
final class Endpoint {

    private static final String NOBODY_OFFERS =
            "the body is empty, and who is live here makes no offers to players: send an offer of the player's own,"
                    + " recvonly, as " + Talk.SDP;

    private final Side side;
    private final Talk talk;
    private final PolledSessions sessions;
    private final Resources resources;
    private final Follower follower;
    private final AccessPolicy access;
    private final Descriptions descriptions;
    private final PostAnswers answers;

    Endpoint(
            Side side,
            Talk talk,
            PolledSessions sessions,
            Resources resources,
            Follower follower,
            AccessPolicy access) {
        this.side = side;
        this.talk = talk;
        this.sessions = sessions;
        this.resources = resources;
        this.follower = follower;
        this.access = access;
        this.descriptions = new Descriptions(talk.candidates());
        this.answers = new PostAnswers(side, sessions, resources);
    }

    void handle(RoutingContext routing) {
        routing.response().putHeader("Accept-Post", Talk.SDP);
        talk.receive(
                routing,
                visitor -> {
                    if (visitor.request().method() == HttpMethod.POST) {
                        post(visitor);
                    } else {
                        tell(visitor);
                    }
                },
                HttpMethod.GET,
                HttpMethod.HEAD,
                HttpMethod.POST);
    }

    /** That there is such an endpoint: a player finds out by {@code HEAD} what it takes. */
    private void tell(Visitor visitor) {
        if (side == Side.WHEP && visitor.request().method() == HttpMethod.HEAD) {
            visitor.response()
                    .setStatusCode(200)
                    .putHeader("Content-Type", Talk.SDP)
                    .end();
        } else {
            visitor.response().setStatusCode(204).end();
        }
    }

    /** Charged before anything is done about it: what an offer and a room's name make others do is dear, whatever comes of it. */
    private void post(Visitor visitor) {
        int waitSeconds = sessions.waitSeconds(visitor.caller());
        if (waitSeconds > 0) {
            talk.refuseForNow(visitor, waitSeconds);
            return;
        }
        String room = String.valueOf(visitor.room());
        boolean isEmpty = visitor.body().length() == 0;
        if (!WireSyntax.isRoomName(room)) {
            visitor.refuse(ErrorCode.BAD_MESSAGE, "not the name of a room", "room");
        } else if (isEmpty && side == Side.WHEP) {
            checkRights(visitor, new RoomKey(visitor.caller().tenant(), room), null);
        } else if (!Talk.isOf(visitor.request(), Talk.SDP)) {
            Problems.UNSUPPORTED_TYPE.refuse(visitor, MessageType.OFFER, "the body is to be of type " + Talk.SDP);
        } else if (isEmpty) {
            Problems.MALFORMED.refuse(visitor, MessageType.OFFER, "the body is empty: it is to be an offer");
        } else {
            String offer = descriptions.read(visitor, DescriptionType.OFFER, side);
            if (offer != null) {
                checkRights(visitor, new RoomKey(visitor.caller().tenant(), room), offer);
            }
        }
    }

    private void checkRights(Visitor visitor, RoomKey room, @Nullable String offer) {
        visitor.await(access.rightsIn(visitor.caller(), room.name()), (rights, failure) -> {
            if (rights == null) {
                visitor.refuse(ErrorCode.UNAVAILABLE, "whether you may join cannot be decided now", null);
            } else if (!rights.contains(Right.JOIN)) {
                visitor.deny(Missing.JOIN, "you may not join this room");
            } else {
                visitor.await(follower.whenLive(room), (live, unreachable) -> {
                    if (unreachable == null) {
                        Ground ground = new Ground(follower, room);
                        enter(new Posted(visitor, ground, offer, side == Side.WHEP ? ground.offerers() : Set.of()));
                    } else {
                        visitor.refuse(ErrorCode.UNAVAILABLE, "the room cannot be reached now", null);
                    }
                });
            }
        });
    }

    private void enter(Posted posted) {
        Visitor visitor = posted.visitor();
        Pattern pattern = Objects.requireNonNullElse(posted.ground().pattern(), Pattern.BROADCAST);
        Role role = side.role(pattern);
        if (role == null) {
            Problems.CONFLICT.refuse(
                    visitor,
                    MessageType.OFFER,
                    "the room's pattern is " + pattern.wireName() + ": only broadcast and sfu are for WHIP and WHEP");
        } else if (side == Side.WHEP && !posted.ground().hasSource()) {
            answers.nothingLive(visitor);
        } else if (posted.offer() == null && posted.offerers().isEmpty()) {
            Problems.MALFORMED.refuse(visitor, MessageType.OFFER, NOBODY_OFFERS);
        } else {
            open(posted, pattern, role);
        }
    }

    private void open(Posted posted, Pattern pattern, Role role) {
        Visitor visitor = posted.visitor();
        RoomKey room = posted.ground().room();
        if (!sessions.hasRoom()) {
            Problem.UNAVAILABLE.answerForNow(visitor.response());
            return;
        }
        String name = Resources.name(!posted.offerers().isEmpty());
        Session session = sessions.openOnce(
                visitor.caller(),
                visitor.approach(),
                resources.sessionsOf(visitor.caller(), side, room.name(), name).getFirst());
        PolledConnection connection = session == null ? null : sessions.connection(session);
        if (session == null || connection == null) {
            talk.refuseForNow(visitor, 0);
            return;
        }
        RequestFrame join = RequestFrame.of(new JsonObject()
                .put("type", "join")
                .put("room", room.name())
                .put("role", role.wireName())
                .put("pattern", pattern.wireName()));
        visitor.await(sessions.ask(session, join), (reply, failure) -> {
            Resource resource = null;
            if (reply == null) {
                visitor.refuse(ErrorCode.UNAVAILABLE, "the room cannot be joined now", null);
            } else if (reply.message() instanceof ServerMessage.ErrorMessage error) {
                Refusal.answer(visitor.response(), Refusal.withoutId(error), new JsonObject());
            } else if (reply.message() instanceof ServerMessage.Joined joined) {
                resource = resources.of(session, room, true);
                if (resource != null) {
                    ask(posted, resource, joined.seq(), name);
                }
            }
            if (resource == null) {
                visitor.refuse(ErrorCode.UNAVAILABLE, "the session has ended", null);
                connection.discard();
            }
        });
    }

    private void ask(Posted posted, Resource resource, long joined, String name) {
        Visitor visitor = posted.visitor();
        visitor.response().closeHandler(gone -> {
            if (!visitor.response().ended()) {
                resource.leave();
            }
        });
        String offer = posted.offer();
        CompletableFuture<Answering.Answered> asked = offer == null
                ? resource.wish(joined, side, posted.offerers())
                : resource.offer(
                        offer,
                        joined,
                        side,
                        posted.offerers(),
                        visitor.approach().traceparent());
        visitor.await(asked, (answered, failure) -> {
            if (answered == null) {
                Unanswered why = Talk.unanswered(failure);
                visitor.await(resource.leave(), (left, none) -> answers.refuse(posted, why));
            } else if (answered.counter() != null) {
                answers.offered(posted, resource, answered.description(), answered.counter(), name);
            } else {
                visitor.await(
                        resource.tag(),
                        (tag, none) -> answers.created(visitor, resource, answered.description(), tag, name));
            }
        });
    }

    /**
     * A request that may be taken.
     *
     * @param offer {@code null}: it asks for one
     * @param offerers who may make an offer in place of an answer
     */
    record Posted(Visitor visitor, Ground ground, @Nullable String offer, Set<String> offerers) {}
}
