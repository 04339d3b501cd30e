package io.beckon.transport.whip;

import io.beckon.audit.Missing;
import io.beckon.following.Follower;
import io.beckon.identity.AccessPolicy;
import io.beckon.identity.Ids;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.MessageType;
import io.beckon.protocol.ServerMessage;
import io.beckon.protocol.WireLimits;
import io.beckon.protocol.WireSyntax;
import io.beckon.room.Pattern;
import io.beckon.room.Right;
import io.beckon.room.Role;
import io.beckon.room.RoomKey;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.sdp.DescriptionType;
import io.beckon.sdp.Finding;
import io.beckon.sdp.MalformedDescription;
import io.beckon.sdp.SdpCheck;
import io.beckon.sdp.SdpLimits;
import io.beckon.sdp.SdpParser;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /v1/whip/{room}} and {@code /v1/whep/{room}}: an offer in, its answer out (RFC 9725 section 4.2). */
final class Endpoint {

    private static final int LEAST_RETRY_SECONDS = 2;
    private static final int MOST_RETRY_SECONDS = 6;
    private static final int MOST_DOUBTS = 3;

    private final Side side;
    private final Talk talk;
    private final PolledSessions sessions;
    private final Resources resources;
    private final Follower follower;
    private final AccessPolicy access;
    private final SdpParser parser = new SdpParser(SdpLimits.DEFAULTS);
    private final SdpCheck check = new SdpCheck(SdpLimits.DEFAULTS, CandidatePolicy.OPEN);

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

    private void post(Visitor visitor) {
        String room = String.valueOf(visitor.room());
        if (!WireSyntax.isRoomName(room)) {
            visitor.refuse(ErrorCode.BAD_MESSAGE, "not the name of a room", "room");
        } else if (!Talk.isOf(visitor.request(), Talk.SDP)) {
            Problems.UNSUPPORTED_TYPE.refuse(visitor, MessageType.OFFER, "the body is to be of type " + Talk.SDP);
        } else if (visitor.body().length() == 0) {
            Problems.MALFORMED.refuse(visitor, MessageType.OFFER, "the body is empty: it is to be an offer");
        } else if (visitor.body().length() > WireLimits.DEFAULT.maxSdpBytes()) {
            Problems.TOO_LARGE.refuse(
                    visitor, MessageType.OFFER, "an offer has at most " + WireLimits.DEFAULT.maxSdpBytes() + " bytes");
        } else {
            String offer = readable(visitor);
            if (offer != null) {
                checkRights(visitor, new RoomKey(visitor.caller().tenant(), room), offer);
            }
        }
    }

    /** The offer, mended if need be; {@code null}: it is refused. */
    private @Nullable String readable(Visitor visitor) {
        String sent = visitor.body().toString();
        SdpText text = SdpText.of(sent);
        SdpText mended = text.mended();
        String offer = mended.text().equals(text.text()) ? sent : mended.text();
        try {
            parser.parse(offer, DescriptionType.OFFER);
        } catch (MalformedDescription malformed) {
            Problems.MALFORMED.refuse(visitor, MessageType.OFFER, "the offer is refused, at its " + malformed.told());
            return null;
        }
        String fault = side.fault(mended);
        if (fault != null) {
            Problems.UNPROCESSABLE.refuse(visitor, MessageType.OFFER, fault);
            return null;
        }
        SdpText relayed = side.relayed(mended);
        return relayed.text().equals(mended.text()) ? offer : relayed.text();
    }

    private void checkRights(Visitor visitor, RoomKey room, String offer) {
        visitor.await(access.rightsIn(visitor.caller(), room.name()), (rights, failure) -> {
            if (rights == null) {
                visitor.refuse(ErrorCode.UNAVAILABLE, "whether you may join cannot be decided now", null);
            } else if (!rights.contains(Right.JOIN)) {
                visitor.deny(Missing.JOIN, "you may not join this room");
            } else {
                visitor.await(follower.whenLive(room), (live, unreachable) -> {
                    if (unreachable == null) {
                        enter(visitor, new Ground(follower, room), offer);
                    } else {
                        visitor.refuse(ErrorCode.UNAVAILABLE, "the room cannot be reached now", null);
                    }
                });
            }
        });
    }

    private void enter(Visitor visitor, Ground ground, String offer) {
        Pattern pattern = Objects.requireNonNullElse(ground.pattern(), Pattern.BROADCAST);
        Role role = side.role(pattern);
        if (role == null) {
            Problems.CONFLICT.answer(
                    visitor.response(),
                    "the room's pattern is " + pattern.wireName() + ": only broadcast and sfu are for WHIP and WHEP");
        } else if (side == Side.WHEP && !ground.hasSource()) {
            nothingLive(visitor);
        } else {
            open(visitor, ground, pattern, role, offer);
        }
    }

    private void nothingLive(Visitor visitor) {
        Problems.NOBODY.answer(
                visitor.response(),
                "nobody is live in this room yet",
                ThreadLocalRandom.current().nextInt(LEAST_RETRY_SECONDS, MOST_RETRY_SECONDS));
    }

    private void open(Visitor visitor, Ground ground, Pattern pattern, Role role, String offer) {
        if (!sessions.hasRoom()) {
            Problem.UNAVAILABLE.answerForNow(visitor.response());
            return;
        }
        int waitSeconds = sessions.waitSeconds(visitor.caller());
        String name = Ids.random();
        Session session = waitSeconds > 0
                ? null
                : sessions.openOnce(
                        visitor.caller(),
                        visitor.approach(),
                        resources.sessionOf(
                                visitor.caller(), side, ground.room().name(), name));
        PolledConnection connection = session == null ? null : sessions.connection(session);
        if (session == null || connection == null) {
            talk.refuseForNow(visitor, waitSeconds);
            return;
        }
        RequestFrame join = RequestFrame.of(new JsonObject()
                .put("type", "join")
                .put("room", ground.room().name())
                .put("role", role.wireName())
                .put("pattern", pattern.wireName()));
        visitor.await(sessions.ask(session, join), (reply, failure) -> {
            Resource resource = null;
            if (reply == null) {
                visitor.refuse(ErrorCode.UNAVAILABLE, "the room cannot be joined now", null);
            } else if (reply.message() instanceof ServerMessage.ErrorMessage error) {
                Refusal.answer(visitor.response(), Talk.withoutId(error), new JsonObject());
            } else if (reply.message() instanceof ServerMessage.Joined joined) {
                resource = resources.of(session, ground.room(), true);
                if (resource != null) {
                    offer(visitor, resource, joined.seq(), offer, name);
                }
            }
            if (resource == null) {
                visitor.refuse(ErrorCode.UNAVAILABLE, "the session has ended", null);
                connection.discard();
            }
        });
    }

    private void offer(Visitor visitor, Resource resource, long joined, String offer, String name) {
        visitor.response().closeHandler(gone -> {
            if (!visitor.response().ended()) {
                resource.leave();
            }
        });
        String traceparent = visitor.approach().traceparent();
        visitor.await(resource.offer(offer, joined, side, traceparent), (answered, failure) -> {
            if (answered == null) {
                Unanswered why = Talk.unanswered(failure);
                visitor.await(resource.leave(), (left, none) -> refuse(visitor, why, offer));
            } else {
                visitor.await(
                        resource.tag(), (tag, none) -> created(visitor, resource, answered.description(), tag, name));
            }
        });
    }

    private void refuse(Visitor visitor, Unanswered why, String offer) {
        ServerMessage.ErrorMessage error = why.error();
        switch (why.reason()) {
            case NOBODY, LATE -> {
                if (side == Side.WHEP) {
                    nothingLive(visitor);
                } else {
                    Problems.TIMEOUT.answer(
                            visitor.response(),
                            why.getMessage() + ": a media server, or a viewer that joins with metadata.answers"
                                    + doubts(offer));
                }
            }
            case REJECTED -> {
                if (side == Side.WHEP) {
                    nothingLive(visitor);
                } else {
                    Problems.UNPROCESSABLE.answer(visitor.response(), why.getMessage() + doubts(offer));
                }
            }
            case REFUSED -> {
                if (error == null) {
                    Problems.UNPROCESSABLE.answer(visitor.response(), String.valueOf(why.getMessage()));
                } else {
                    Refusal.answer(visitor.response(), Talk.withoutId(error), new JsonObject());
                }
            }
            case GONE -> visitor.refuse(ErrorCode.UNAVAILABLE, String.valueOf(why.getMessage()), null);
        }
    }

    /** What browsers may have against an offer, in words for who made it; often nothing. */
    private String doubts(String offer) {
        return check.description(offer, DescriptionType.OFFER, null).findings().stream()
                .filter(Finding::doubtedByBrowsers)
                .limit(MOST_DOUBTS)
                .map(finding -> "line " + finding.line() + ": " + finding.message())
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("; "),
                        doubts -> doubts.isEmpty() ? "" : ". Browsers may refuse this offer, for its " + doubts));
    }

    private void created(Visitor visitor, Resource resource, SdpText answer, @Nullable String tag, String name) {
        if (visitor.response().closed()) {
            resource.leave();
            return;
        }
        if (tag != null) {
            visitor.response().putHeader("ETag", tag);
        }
        IceLinks.of(sessions.welcome(resource.session()).iceServers())
                .forEach(link -> visitor.response().headers().add("Link", link));
        visitor.response()
                .setStatusCode(201)
                .putHeader("Location", side.path() + "/" + Talk.segment(String.valueOf(visitor.room())) + "/" + name)
                .putHeader("Content-Type", Talk.SDP)
                .putHeader("Accept-Patch", Talk.FRAGMENT)
                .putHeader("Cache-Control", "no-store")
                .end(answer.text());
    }
}
