package io.beckon.transport.http;

import io.beckon.audit.Actor;
import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.Journal;
import io.beckon.audit.Missing;
import io.beckon.audit.Subject;
import io.beckon.identity.AccessPolicy;
import io.beckon.identity.Approach;
import io.beckon.identity.Caller;
import io.beckon.identity.GuestPasses;
import io.beckon.identity.GuestPasses.Invitation;
import io.beckon.protocol.WireSyntax;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import io.beckon.transport.Approaches;
import io.beckon.transport.BearerToken;
import io.beckon.transport.ClientAddress;
import io.beckon.transport.Gate;
import io.beckon.transport.Queries;
import io.beckon.transport.Rates;
import io.beckon.transport.RequestThread;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * How guests come in: {@code POST /v1/guests?room=ROOM} makes an invitation, for those who may be host or moderator there, and
 * {@code DELETE /v1/guests?room=ROOM&invitation=ID} takes it back; {@code POST /v1/guests/tokens?name=NAME}, with the invitation in place of a
 * token, makes an access token.
 */
public final class GuestsEndpoint {

    static final String PATH = "/v1/guests";
    static final String TOKENS = PATH + "/tokens";

    private static final int NO_CONTENT = 204;
    private static final int PATIENCE_SECONDS = 10;

    private final Gate gate;
    private final GuestPasses passes;
    private final Function<String, CompletionStage<Void>> withdrawals;
    private final AccessPolicy access;
    private final Queries hosts;
    private final Rates guests;
    private final Journal journal;
    private final Duration life;
    private final InstantSource clock;

    /**
     * @param withdrawals tells all nodes that guests of an invitation, by its {@code signIn}, are not to come any more; done when they will know
     * @param hosts how often a user may invite
     * @param guests how often tokens are given by one invitation to one network: nobody but those who share both spends what is theirs
     * @param life of an invitation, and of all tokens that come of it
     */
    public GuestsEndpoint(
            Gate gate,
            GuestPasses passes,
            Function<String, CompletionStage<Void>> withdrawals,
            AccessPolicy access,
            Queries hosts,
            Rates guests,
            Journal journal,
            Duration life,
            InstantSource clock) {
        this.gate = gate;
        this.passes = passes;
        this.withdrawals = withdrawals;
        this.access = access;
        this.hosts = hosts;
        this.guests = guests;
        this.journal = journal;
        this.life = life;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.route(PATH).handler(this::invite);
        router.route(TOKENS).handler(this::admit);
    }

    private void invite(RoutingContext routing) {
        if (gate.passes(routing.request(), HttpMethod.POST, HttpMethod.DELETE)) {
            gate.identify(routing, BearerToken.of(routing.request()), caller -> {
                if (hosts.take(caller)) {
                    invite(routing, caller);
                } else {
                    gate.refuseAtOnce(routing, caller);
                }
            });
        }
    }

    /** A name with what is a wildcard in a grant would let guests into other rooms. */
    private void invite(RoutingContext routing, Caller caller) {
        String room = routing.request().getParam("room", "");
        boolean withdraws = routing.request().method() == HttpMethod.DELETE;
        if (!WireSyntax.isRoomName(room)
                || RoomKey.isOfCall(room)
                || room.contains("*")
                || room.contains("?")
                || withdraws && !WireSyntax.isServerId(invitationOf(routing))) {
            gate.refuse(routing, caller);
            return;
        }
        RequestThread.await(routing, access.rightsIn(caller, room), (rights, failure) -> {
            if (rights == null) {
                gate.refuseUnserved(routing);
            } else if (!rights.contains(Right.HOST) && !rights.contains(Right.MODERATOR)) {
                gate.forbid(
                        routing,
                        caller,
                        room,
                        Missing.MODERATOR,
                        withdraws ? "to withdraw an invitation" : "to invite guests");
            } else if (withdraws) {
                withdraw(routing, caller, room);
            } else {
                answer(routing, caller, room);
            }
        });
    }

    private static String invitationOf(RoutingContext routing) {
        return routing.request().getParam("invitation", "");
    }

    /** Nobody knows which there are: one that was never made is withdrawn as well. Here it takes effect whatever becomes of the announcement. */
    private void withdraw(RoutingContext routing, Caller caller, String room) {
        Invitation invitation = new Invitation(caller.tenant(), room, invitationOf(routing), clock.instant());
        CompletableFuture<Void> withdrawn = withdrawals
                .apply(invitation.signIn())
                .toCompletableFuture()
                .copy()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        RequestThread.await(routing, withdrawn, (done, failure) -> {
            note(routing, new Fact.GuestsDismissed(new Id(invitation.id())), invitation, by(caller));
            if (failure != null) {
                gate.refuseUnserved(routing);
            } else {
                routing.response().setStatusCode(NO_CONTENT).end();
            }
        });
    }

    private void answer(RoutingContext routing, Caller caller, String room) {
        Invitation invitation =
                Invitation.to(caller.tenant(), room, clock.instant().plus(life).truncatedTo(ChronoUnit.SECONDS));
        note(routing, new Fact.GuestInvited(new Id(invitation.id()), life.toSeconds()), invitation, by(caller));
        answer(
                routing.response(),
                new JsonObject()
                        .put("invitation", passes.invite(invitation))
                        .put("id", invitation.id())
                        .put("room", room)
                        .put("expiresAt", invitation.end().toString()));
    }

    private static Actor by(Caller caller) {
        return Actor.user(caller.issuer(), caller.user(), caller.name(), null);
    }

    private void note(RoutingContext routing, Fact.OfNode fact, Invitation invitation, Actor actor) {
        Approach by = Approaches.of(routing.request());
        RoomKey room = new RoomKey(invitation.tenant(), invitation.room());
        journal.write(fact, Subject.of(room), actor, by.address(), by.traceparent());
    }

    private void admit(RoutingContext routing) {
        if (!gate.passes(routing.request(), HttpMethod.POST)) {
            return;
        }
        String name = routing.request().getParam("name", "").strip();
        if (WireSyntax.isName(name)) {
            admit(routing, name);
        } else {
            gate.refuse(routing, null);
        }
    }

    private void admit(RoutingContext routing, String name) {
        String token = BearerToken.of(routing.request());
        gate.identify(
                routing,
                token,
                shown -> CompletableFuture.completedFuture(passes.guest(passes.invitation(shown), name)),
                guest -> admit(routing, passes.invitation(Objects.requireNonNull(token)), guest.user(), name));
    }

    /** Nobody is named who is refused: whoever asks is somebody else each time. */
    private void admit(RoutingContext routing, Invitation invitation, String user, String name) {
        if (guests.take(invitation.signIn() + " " + ClientAddress.networkOf(routing.request()))) {
            answer(routing, invitation, user, name);
        } else {
            gate.refuseAtOnce(routing, null);
        }
    }

    private void answer(RoutingContext routing, Invitation invitation, String user, String name) {
        note(
                routing,
                new Fact.GuestAdmitted(new Id(invitation.id())),
                invitation,
                Actor.user(GuestPasses.ISSUER, user, name, null));
        answer(
                routing.response(),
                new JsonObject()
                        .put("access_token", passes.admit(invitation, user, name))
                        .put("token_type", "Bearer")
                        .put("expires_in", secondsTo(invitation.end()))
                        .put("user", user)
                        .put("room", invitation.room()));
    }

    private long secondsTo(Instant end) {
        return Duration.between(clock.instant(), end).toSeconds();
    }

    private static void answer(HttpServerResponse response, JsonObject body) {
        response.putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(body.toBuffer());
    }
}
