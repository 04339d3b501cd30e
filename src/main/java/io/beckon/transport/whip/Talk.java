package io.beckon.transport.whip;

import io.beckon.sdp.CandidatePolicy;
import io.beckon.transport.signaling.Reception;
import io.beckon.transport.signaling.Visitor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What endpoints and resources have in common: what is checked of each request, and what a media type is. */
final class Talk {

    static final String SDP = "application/sdp";
    static final String FRAGMENT = "application/trickle-ice-sdpfrag";

    /** Of the endpoint and of its resources together: a page may ask for all of them at once. */
    private static final List<HttpMethod> ALL =
            List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PATCH, HttpMethod.DELETE);

    private final Reception reception;
    private final WhipRoutes.Rules rules;

    Talk(Reception reception, WhipRoutes.Rules rules) {
        this.reception = reception;
        this.rules = rules;
    }

    /** Whether candidates may come without an entity tag, as old clients send them. */
    boolean isLenient() {
        return rules.isLenient();
    }

    /** Which candidates of a client are passed on. */
    CandidatePolicy candidates() {
        return rules.candidates();
    }

    /**
     * Whether one more request about a resource is within what may be asked for.
     *
     * @param who the session that it is of; of what is not here, and may be nowhere, the user
     */
    boolean mayAsk(String who) {
        return rules.rates().take(who);
    }

    void refuseAtOnce(Visitor visitor) {
        reception.gate().refuseAtOnce(visitor.routing(), visitor.caller());
    }

    void refuseForNow(Visitor visitor, int waitSeconds) {
        reception.gate().refuseForNow(visitor.routing(), visitor.caller(), waitSeconds);
    }

    /** Goes on with a request that may be answered; {@code OPTIONS} is, with 200 (RFC 9725 section 4.2). */
    void receive(RoutingContext routing, Consumer<Visitor> next, HttpMethod... methods) {
        List<HttpMethod> elsewhere = ALL.stream()
                .filter(method -> !Arrays.asList(methods).contains(method))
                .toList();
        if (reception.gate().passes(routing.request(), 200, elsewhere, methods)) {
            reception.identify(routing, next);
        }
    }

    /** Whether the body is of a media type, whatever its parameters. */
    static boolean isOf(HttpServerRequest request, String type) {
        String header = request.getHeader("Content-Type");
        return header != null && header.split(";", 2)[0].strip().equalsIgnoreCase(type);
    }

    /** What a resource of this name takes by {@code PATCH}. */
    static String acceptPatch(String name) {
        return Resources.isOffered(name) ? FRAGMENT + ", " + SDP : FRAGMENT;
    }

    /** What has failed first. */
    static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    static Unanswered unanswered(@Nullable Throwable failure) {
        return cause(failure) instanceof Unanswered unanswered
                ? unanswered
                : new Unanswered(Unanswered.Reason.GONE, "the participant is gone", null);
    }
}
