package io.beckon.transport.whip;

import io.beckon.following.Follower;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.MessageType;
import io.beckon.protocol.WireSyntax;
import io.beckon.room.RoomKey;
import io.beckon.sdp.DescriptionType;
import io.beckon.transport.signaling.Arrival;
import io.beckon.transport.signaling.Credential;
import io.beckon.transport.signaling.PolledSessions;
import io.beckon.transport.signaling.Refusal;
import io.beckon.transport.signaling.Visitor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/whip/{room}/{resource}} and that of WHEP: candidates and restarts by {@code PATCH}, the end by {@code DELETE} (RFC 9725 section
 * 4.3). Any node may be asked.
 */
final class ResourceEndpoint {

    private final Side side;
    private final Talk talk;
    private final Arrival arrival;
    private final PolledSessions sessions;
    private final Resources resources;
    private final Follower follower;
    private final Descriptions descriptions;

    ResourceEndpoint(
            Side side, Talk talk, Arrival arrival, PolledSessions sessions, Resources resources, Follower follower) {
        this.side = side;
        this.talk = talk;
        this.arrival = arrival;
        this.sessions = sessions;
        this.resources = resources;
        this.follower = follower;
        this.descriptions = new Descriptions(talk.candidates());
    }

    void handle(RoutingContext routing) {
        routing.response().putHeader("Accept-Patch", Talk.acceptPatch(String.valueOf(routing.pathParam("resource"))));
        talk.receive(routing, this::take, HttpMethod.GET, HttpMethod.HEAD, HttpMethod.PATCH, HttpMethod.DELETE);
    }

    private void take(Visitor visitor) {
        HttpMethod method = visitor.request().method();
        if (method == HttpMethod.DELETE) {
            find(
                    visitor,
                    resource -> visitor.await(
                            resource.leave(),
                            (left, none) ->
                                    visitor.response().setStatusCode(200).end()));
        } else if (method == HttpMethod.PATCH) {
            find(visitor, resource -> patch(visitor, resource));
        } else {
            find(visitor, resource -> visitor.response().setStatusCode(204).end());
        }
    }

    /** Whoever else asks for the resource asks for another session, which there is not. */
    private void find(Visitor visitor, Consumer<Resource> next) {
        String room = String.valueOf(visitor.room());
        String name = String.valueOf(visitor.routing().pathParam("resource"));
        if (!WireSyntax.isRoomName(room) || !WireSyntax.isServerId(name)) {
            notFound(visitor);
            return;
        }
        RoomKey key = new RoomKey(visitor.caller().tenant(), room);
        List<String> possible = resources.sessionsOf(visitor.caller(), side, room, name);
        String here = first(possible, id -> sessions.here(id) != null);
        if (!talk.mayAsk(here == null ? visitor.caller().key().toString() : here)) {
            talk.refuseAtOnce(visitor);
            return;
        }
        visitor.await(here == null ? arrival.whenUpToDate(key) : follower.whenLive(key), (known, unreachable) -> {
            String session = first(possible, id -> isParticipant(key, id));
            if (unreachable != null) {
                visitor.refuse(ErrorCode.UNAVAILABLE, "the room cannot be reached now", null);
            } else if (session == null) {
                notFound(visitor);
            } else {
                Credential credential = new Credential(session, sessions.secretOf(visitor.caller(), session));
                arrival.toSay(visitor, credential, List.of(room), found -> {
                    Resource resource = resources.of(found, key, false);
                    if (resource == null) {
                        notFound(visitor);
                    } else {
                        next.accept(resource);
                    }
                });
            }
        });
    }

    private static @Nullable String first(List<String> sessions, Predicate<String> which) {
        return sessions.stream().filter(which).findFirst().orElse(null);
    }

    private boolean isParticipant(RoomKey room, String session) {
        return follower.read(room, followed -> followed.room().incarnation(session)) != null;
    }

    private static void notFound(Visitor visitor) {
        if (isAnswer(visitor)) {
            Problems.GONE.refuse(visitor, MessageType.ANSWER, "there is no such offer, any more or at all");
        } else {
            Problems.NOT_FOUND.refuse(visitor, null, "there is no such resource");
        }
    }

    /** Whether it answers an offer that came in place of an answer. */
    private static boolean isAnswer(Visitor visitor) {
        return visitor.request().method() == HttpMethod.PATCH
                && Resources.isOffered(String.valueOf(visitor.routing().pathParam("resource")))
                && Talk.isOf(visitor.request(), Talk.SDP);
    }

    private void answer(Visitor visitor, Resource resource) {
        String answer = descriptions.read(visitor, DescriptionType.ANSWER, side);
        if (answer == null) {
            return;
        }
        visitor.await(resource.answer(answer), (error, failure) -> {
            if (failure != null) {
                Unanswered why = Talk.unanswered(failure);
                Problems problem = why.reason() == Unanswered.Reason.GONE ? Problems.GONE : Problems.CONFLICT;
                problem.refuse(visitor, MessageType.ANSWER, String.valueOf(why.getMessage()));
            } else if (error != null) {
                Refusal.answer(visitor.response(), Refusal.withoutId(error), new JsonObject());
            } else {
                visitor.await(
                        resource.tag(),
                        (tag, none) -> tagged(visitor, tag).setStatusCode(204).end());
            }
        });
    }

    /** An answer that rejects all of it has no ICE session. */
    private static HttpServerResponse tagged(Visitor visitor, @Nullable String tag) {
        return tag == null ? visitor.response() : visitor.response().putHeader("ETag", tag);
    }

    private void patch(Visitor visitor, Resource resource) {
        String condition = String.join(",", visitor.request().headers().getAll("If-Match"));
        if (isAnswer(visitor)) {
            answer(visitor, resource);
        } else if (!Talk.isOf(visitor.request(), Talk.FRAGMENT)) {
            Problems.UNSUPPORTED_TYPE.refuse(visitor, null, "the body is to be of type " + Talk.FRAGMENT);
        } else if (visitor.body().length() > SdpFragment.LONGEST) {
            Problems.TOO_LARGE.refuse(visitor, null, "a fragment has at most " + SdpFragment.LONGEST + " bytes");
        } else {
            SdpFragment fragment = fragment(visitor);
            if (fragment != null) {
                check(visitor, resource, condition, fragment);
            }
        }
    }

    private @Nullable SdpFragment fragment(Visitor visitor) {
        try {
            return SdpFragment.parse(visitor.body().toString(), talk.candidates());
        } catch (IllegalArgumentException e) {
            Problems.MALFORMED.refuse(visitor, null, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /**
     * Whoever names other credentials restarts ICE, even if the condition is the tag of the session before (RFC 9725 section 4.3.3). Without a
     * condition it is 428; where that is not asked for, candidates pass that name the current session's credentials.
     */
    private void check(Visitor visitor, Resource resource, String condition, SdpFragment fragment) {
        boolean isConditional = !condition.isBlank();
        if (!isConditional && !talk.isLenient()) {
            proceed(visitor, false, () -> {});
            return;
        }
        visitor.await(resource.tag(), (tag, failure) -> {
            String named = fragment.usernameFragment();
            if (failure != null) {
                notFound(visitor);
            } else if (isConditional && (tag == null || !EntityTag.matches(condition, tag))) {
                Problems.PRECONDITION_FAILED.refuse(visitor, null, "this is not the entity tag of the ICE session");
            } else if (named == null) {
                proceed(visitor, isConditional, () -> trickle(visitor, resource, fragment));
            } else {
                visitor.await(resource.isCurrent(named), (isCurrent, none) -> {
                    if (Boolean.TRUE.equals(isCurrent)) {
                        trickle(visitor, resource, fragment);
                    } else {
                        proceed(visitor, isConditional, () -> restart(visitor, resource, fragment));
                    }
                });
            }
        });
    }

    private static void proceed(Visitor visitor, boolean isConditional, Runnable next) {
        if (isConditional) {
            next.run();
        } else {
            Problems.PRECONDITION_REQUIRED.refuse(
                    visitor, null, "a PATCH has the header If-Match: the ETag of the 201, or * for a restart");
        }
    }

    private static void trickle(Visitor visitor, Resource resource, SdpFragment fragment) {
        visitor.await(resource.trickle(fragment), (error, failure) -> {
            if (Talk.cause(failure) instanceof PolledSessions.TooMany tooMany) {
                visitor.refuse(ErrorCode.RATE_LIMITED, String.valueOf(tooMany.getMessage()), null);
            } else if (failure != null) {
                notFound(visitor);
            } else if (error != null) {
                Refusal.answer(visitor.response(), Refusal.withoutId(error), new JsonObject());
            } else {
                visitor.response().setStatusCode(204).end();
            }
        });
    }

    private static void notRestarted(Visitor visitor, Unanswered why) {
        String detail = "ICE is not restarted, the session goes on as it was: " + why.getMessage();
        if (why.isOfNode()) {
            Problems.UNPROCESSABLE.refuse(visitor, MessageType.OFFER, detail);
        } else {
            Problems.UNPROCESSABLE.answer(visitor.response(), detail);
        }
    }

    private void restart(Visitor visitor, Resource resource, SdpFragment fragment) {
        visitor.await(resource.restart(fragment, visitor.approach().traceparent()), (answered, failure) -> {
            if (answered == null) {
                notRestarted(visitor, Talk.unanswered(failure));
            } else {
                visitor.await(
                        resource.tag(),
                        (tag, none) -> tagged(visitor, tag)
                                .setStatusCode(200)
                                .putHeader("Content-Type", Talk.FRAGMENT)
                                .putHeader("Cache-Control", "no-store")
                                .end(answered.description().fragment()));
            }
        });
    }
}
