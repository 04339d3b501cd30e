package io.beckon.transport;

import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.Missing;
import io.beckon.identity.Approach;
import io.beckon.identity.Caller;
import io.beckon.identity.TokenVerifier;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What every edge asks of a request first, in the order of the contract: its origin (403), its method (405), its token (401). All
 * bad tokens get the same answer; where too many of them come from, it comes late.
 */
public final class Gate {

    private static final String CHALLENGE = "Bearer";
    private static final int NO_CONTENT = 204;
    private static final String INVALID = "Bearer error=\"invalid_token\"";

    private final Origins origins;
    private final TokenVerifier tokens;
    private final Witness witness;
    private final Doorkeeper doorkeeper;

    public Gate(Origins origins, TokenVerifier tokens, BadTokens badTokens, Witness witness) {
        this.origins = origins;
        this.tokens = tokens;
        this.witness = witness;
        this.doorkeeper = new Doorkeeper(badTokens, witness);
    }

    /** Who decides about all who come, for doors that answer in another way than by a status. */
    public Doorkeeper doorkeeper() {
        return doorkeeper;
    }

    /** Whether the request's origin and method pass; if not, or if it only asks for that (CORS), it is answered. */
    public boolean passes(HttpServerRequest request, HttpMethod... methods) {
        return passes(request, NO_CONTENT, List.of(), methods);
    }

    /**
     * The same with an answer of another status to {@code OPTIONS}.
     *
     * @param elsewhere methods that a page may use at what comes of this request, beside those here
     */
    public boolean passes(
            HttpServerRequest request, int optionsStatus, List<HttpMethod> elsewhere, HttpMethod... methods) {
        if (!admitsOrigin(request)) {
            // So that its script can say why.
            Cors.allowAll(request.response());
            Problem.FORBIDDEN.answer(request.response());
            return false;
        }
        return passesFromAnywhere(request, optionsStatus, elsewhere, methods);
    }

    /** The same for what pages of any origin may ask. */
    public boolean passesFromAnywhere(HttpServerRequest request, HttpMethod... methods) {
        return passesFromAnywhere(request, NO_CONTENT, List.of(), methods);
    }

    private static boolean passesFromAnywhere(
            HttpServerRequest request, int optionsStatus, List<HttpMethod> elsewhere, HttpMethod... methods) {
        boolean passes = Arrays.asList(methods).contains(request.method());
        if (passes && !Cors.isAskedByPage(request)) {
            return true;
        }
        String allowed = names(Arrays.asList(methods)) + HttpMethod.OPTIONS.name();
        Cors.allow(request, names(elsewhere) + allowed);
        if (passes) {
            return true;
        }
        request.response().putHeader("Allow", allowed);
        if (request.method() == HttpMethod.OPTIONS) {
            request.response().setStatusCode(optionsStatus).end();
        } else {
            Problem.METHOD_NOT_ALLOWED.answer(request.response());
        }
        return false;
    }

    /** Each with a comma behind it. */
    private static String names(List<HttpMethod> methods) {
        StringBuilder names = new StringBuilder();
        methods.forEach(method -> names.append(method.name()).append(", "));
        return names.toString();
    }

    /** Whether the request's origin passes; nothing is answered. */
    public boolean admitsOrigin(HttpServerRequest request) {
        boolean permitted = origins.permit(request);
        if (!permitted) {
            witness.foreign(Origins.named(request), Origins.own(request), Approaches.of(request));
        }
        return permitted;
    }

    /** Finds out who is calling, and goes on with that on the request's own thread; otherwise answers. */
    public void identify(RoutingContext routing, @Nullable String token, Consumer<Caller> next) {
        identify(routing, token, tokens, next);
    }

    /** The same by another token than an access token. */
    public void identify(RoutingContext routing, @Nullable String token, TokenVerifier by, Consumer<Caller> next) {
        identify(routing, token, by, Caller::mayUseService, next);
    }

    /** The same for anybody who has signed in: what follows asks for rights itself. */
    public void identifyAnybody(RoutingContext routing, @Nullable String token, Consumer<Caller> next) {
        identify(routing, token, tokens, caller -> true, next);
    }

    private void identify(
            RoutingContext routing,
            @Nullable String token,
            TokenVerifier by,
            Predicate<Caller> may,
            Consumer<Caller> next) {
        HttpServerRequest request = routing.request();
        Context context = routing.vertx().getOrCreateContext();
        request.pause();
        doorkeeper.judge(Approaches.of(request), token, by, may).thenAccept(verdict -> {
            if (Vertx.currentContext() == context) {
                judged(routing, verdict, next);
            } else {
                context.runOnContext(back -> judged(routing, verdict, next));
            }
        });
    }

    private void judged(RoutingContext routing, Verdict verdict, Consumer<Caller> next) {
        routing.request().resume();
        switch (verdict) {
            case Verdict.Welcome welcome -> RequestThread.run(routing, () -> next.accept(welcome.caller()));
            case Verdict.Forbidden forbidden -> Problem.FORBIDDEN.answer(routing.response());
            case Verdict.NoToken none -> unauthorized(routing.response(), CHALLENGE);
            case Verdict.BadToken bad -> refuse(routing, bad);
            case Verdict.Undecided undecided -> Problem.UNAVAILABLE.answerForNow(routing.response());
        }
    }

    /** Says that the service cannot do it now (503). */
    public void refuseUnserved(RoutingContext routing) {
        doorkeeper.cannotServe();
        Problem.UNAVAILABLE.answerForNow(routing.response());
    }

    private void refuse(RoutingContext routing, Verdict.BadToken verdict) {
        HttpServerResponse response = routing.response();
        if (verdict.waitMillis() > 0) {
            forget(routing);
        }
        if (!doorkeeper.denies(
                verdict, routing.vertx(), () -> unlessGone(response, () -> unauthorized(response, INVALID)))) {
            Problem.TOO_MANY.answerForNow(response);
        }
    }

    /**
     * Says that it is too much for now, late.
     *
     * @param retryAfterSeconds 0: some time soon
     */
    public void refuseForNow(RoutingContext routing, Caller caller, int retryAfterSeconds) {
        HttpServerResponse response = routing.response();
        Approach approach = Approaches.of(routing.request());
        forget(routing);
        doorkeeper.limits(
                approach,
                caller,
                routing.vertx(),
                () -> unlessGone(response, () -> tooMany(response, retryAfterSeconds)));
    }

    /** Says that it is too much for now, at once: the caller, if it is known, has asked for nothing that costs. */
    public void refuseAtOnce(RoutingContext routing, @Nullable Caller caller) {
        doorkeeper.limitsAtOnce(Approaches.of(routing.request()), caller);
        Problem.TOO_MANY.answerForNow(routing.response());
    }

    /** Says that the caller may not do that (403). */
    public void forbid(RoutingContext routing, Caller caller, String room, Missing missing, String what) {
        doorkeeper.refuses(
                new Fact.AuthorizationDenied(new Id(what), missing, 1), Approaches.of(routing.request()), caller, room);
        Problem.FORBIDDEN.answer(routing.response());
    }

    /**
     * Says that a request is none that anybody could be granted (400).
     *
     * @param caller {@code null}: nobody has said yet who asks
     */
    public void refuse(RoutingContext routing, @Nullable Caller caller) {
        doorkeeper.refusesRequest(Approaches.of(routing.request()), caller);
        Problem.BAD_REQUEST.answer(routing.response());
    }

    /** What waits is small: without the token, which may be large. */
    private static void forget(RoutingContext routing) {
        routing.request().headers().clear();
    }

    private static void unlessGone(HttpServerResponse response, Runnable answer) {
        if (!response.closed()) {
            answer.run();
        }
    }

    private static void tooMany(HttpServerResponse response, int retryAfterSeconds) {
        if (retryAfterSeconds > 0) {
            Problem.TOO_MANY.answerFor(retryAfterSeconds, response);
        } else {
            Problem.TOO_MANY.answerForNow(response);
        }
    }

    private static void unauthorized(HttpServerResponse response, String challenge) {
        response.putHeader("WWW-Authenticate", challenge);
        Problem.UNAUTHORIZED.answer(response);
    }
}
