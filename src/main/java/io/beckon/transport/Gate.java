package io.beckon.transport;

import static java.util.stream.Collectors.joining;

import io.beckon.identity.Caller;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.TokenVerifier;
import io.beckon.identity.Undecided;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What every edge asks of a request first, in the order of the contract: its origin (403), its method (405), its token (401). All
 * bad tokens get the same answer; where too many of them come from, it comes late.
 */
public final class Gate {

    private static final System.Logger LOG = System.getLogger(Gate.class.getName());

    private static final String CHALLENGE = "Bearer";
    private static final long REFUSAL_MILLIS = 1000;
    private static final int NO_CONTENT = 204;
    private static final String INVALID = "Bearer error=\"invalid_token\"";

    private final Origins origins;
    private final TokenVerifier tokens;
    private final BadTokens badTokens;
    private final Witness witness;
    private final LateAnswers lateDenials = new LateAnswers();
    private final LateAnswers lateRefusals = new LateAnswers();

    /** Is told who was turned away, as often as it happens. Called by several threads. */
    public interface Witness {

        /** Somebody who has no right to use the service at all. */
        void denied(Caller caller, String address);

        /** Somebody without a token that is accepted; {@code hasToken}: with another one. */
        void unknown(boolean hasToken, String address);

        /** Somebody who has asked too often, or has too many connections. */
        void limited(Caller caller, String address);

        /**
         * A page of an origin that may not use the service.
         *
         * @param origin as the request says it, whatever that is
         * @param own the service's own as the request came to it; empty where that cannot be told
         */
        void foreign(String origin, String own, String address);

        /** Somebody whom nobody can serve now (503). */
        void unserved();
    }

    public Gate(Origins origins, TokenVerifier tokens, BadTokens badTokens, Witness witness) {
        this.origins = origins;
        this.tokens = tokens;
        this.badTokens = badTokens;
        this.witness = witness;
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
        String allowed = Arrays.stream(methods).map(HttpMethod::name).collect(joining(", ")) + ", OPTIONS";
        Cors.allow(
                request, elsewhere.stream().map(method -> method.name() + ", ").collect(joining()) + allowed);
        if (Arrays.asList(methods).contains(request.method())) {
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

    /** Whether the request's origin passes; nothing is answered. */
    public boolean admitsOrigin(HttpServerRequest request) {
        boolean permitted = origins.permit(request);
        if (!permitted) {
            witness.foreign(
                    Origins.named(request), Objects.toString(Origins.own(request), ""), ClientAddress.of(request));
        }
        return permitted;
    }

    /** Finds out who is calling, and goes on with that on the request's own thread; otherwise answers. */
    public void identify(RoutingContext routing, @Nullable String token, Consumer<Caller> next) {
        identify(routing, token, Caller::mayUseService, next);
    }

    /** The same for anybody who has signed in: what follows asks for rights itself. */
    public void identifyAnybody(RoutingContext routing, @Nullable String token, Consumer<Caller> next) {
        identify(routing, token, caller -> true, next);
    }

    private void identify(
            RoutingContext routing, @Nullable String token, Predicate<Caller> may, Consumer<Caller> next) {
        HttpServerRequest request = routing.request();
        if (token == null || token.isEmpty()) {
            witness.unknown(false, ClientAddress.of(request));
            unauthorized(request.response(), CHALLENGE);
            return;
        }
        Context context = routing.vertx().getOrCreateContext();
        request.pause();
        verify(token).whenComplete((caller, failure) -> {
            if (Vertx.currentContext() == context) {
                verified(routing, caller, failure, may, next);
            } else {
                context.runOnContext(back -> verified(routing, caller, failure, may, next));
            }
        });
    }

    private CompletionStage<Caller> verify(String token) {
        try {
            return tokens.verify(token);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void verified(
            RoutingContext routing,
            Caller caller,
            @Nullable Throwable failure,
            Predicate<Caller> may,
            Consumer<Caller> next) {
        routing.request().resume();
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause == null && may.test(caller)) {
            goOn(routing, caller, next);
        } else if (cause == null) {
            witness.denied(caller, ClientAddress.of(routing.request()));
            Problem.FORBIDDEN.answer(routing.response());
        } else if (cause instanceof InvalidToken) {
            refuse(routing);
        } else {
            if (!(cause instanceof Undecided)) {
                LOG.log(System.Logger.Level.ERROR, "a token could not be checked", cause);
            }
            refuseUnserved(routing);
        }
    }

    /** Says that the service cannot do it now (503). */
    public void refuseUnserved(RoutingContext routing) {
        witness.unserved();
        Problem.UNAVAILABLE.answerForNow(routing.response());
    }

    /** On the request's thread nobody else would catch what is thrown here. */
    private static void goOn(RoutingContext routing, Caller caller, Consumer<Caller> next) {
        try {
            next.accept(caller);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a request could not be handled", e);
            if (!routing.response().headWritten() && !routing.response().closed()) {
                Problem.INTERNAL.answer(routing.response());
            }
        }
    }

    private void refuse(RoutingContext routing) {
        witness.unknown(true, ClientAddress.of(routing.request()));
        long waitMillis = badTokens.from(ClientAddress.networkOf(routing.request()));
        if (waitMillis == 0) {
            unauthorized(routing.response(), INVALID);
        } else if (!lateDenials.after(waitMillis, routing, response -> unauthorized(response, INVALID))) {
            Problem.TOO_MANY.answerForNow(routing.response());
        }
    }

    /**
     * Says that it is too much for now. That comes late: who asks again at once, over and over, would else take what its address may
     * ask for from all who share that with it.
     *
     * @param retryAfterSeconds 0: some time soon
     */
    public void refuseForNow(RoutingContext routing, Caller caller, int retryAfterSeconds) {
        witness.limited(caller, ClientAddress.of(routing.request()));
        if (!lateRefusals.after(REFUSAL_MILLIS, routing, response -> tooMany(response, retryAfterSeconds))) {
            tooMany(routing.response(), retryAfterSeconds);
        }
    }

    /** Says that it is too much for now, at once: the caller has asked for nothing that costs. */
    public void refuseAtOnce(RoutingContext routing, Caller caller) {
        witness.limited(caller, ClientAddress.of(routing.request()));
        Problem.TOO_MANY.answerForNow(routing.response());
    }

    private static void tooMany(HttpServerResponse response, int retryAfterSeconds) {
        if (retryAfterSeconds > 0) {
            Problem.TOO_MANY.answerFor(retryAfterSeconds, response);
        } else {
            Problem.TOO_MANY.answerForNow(response);
        }
    }

    LateAnswers lateDenials() {
        return lateDenials;
    }

    private static void unauthorized(HttpServerResponse response, String challenge) {
        response.putHeader("WWW-Authenticate", challenge);
        Problem.UNAUTHORIZED.answer(response);
    }
}
