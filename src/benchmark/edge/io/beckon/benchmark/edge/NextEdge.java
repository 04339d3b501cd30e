package io.beckon.benchmark.edge;

import io.beckon.identity.Approach;
import io.beckon.identity.Caller;
import io.beckon.protocol.CborCodec;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.session.Edge;
import io.beckon.session.Intake;
import io.beckon.transport.Admissions;
import io.beckon.transport.Approaches;
import io.beckon.transport.BrowserToken;
import io.beckon.transport.ClientAddress;
import io.beckon.transport.Gate;
import io.beckon.transport.peerjs.PeerJsDoor;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.reflect.Field;

/**
 * The checks of an upgrade, the same as the service's own edge makes, before the extension takes the request; and what its connections speak
 * with. That is taken out of the door of the PeerJS clients, which the service offers to the extension anyway.
 */
@Singleton
public class NextEdge {

    static final String PATH = "/v1/next";

    static final String VISITOR = "visitor";

    final Edge edge;
    final Intake intake;
    final MessageCodec json;
    final MessageCodec cbor;
    private final Gate gate;
    private final Admissions admissions;

    /** Who was let in; the place that it takes is given back by {@code leave}. */
    record Visitor(Caller caller, Approach approach, Runnable leave) {}

    NextEdge(PeerJsDoor door) {
        this.edge = part(door, "edge", Edge.class);
        this.intake = part(door, "intake", Intake.class);
        this.gate = part(door, "gate", Gate.class);
        this.admissions = part(door, "admissions", Admissions.class);
        this.json = new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN);
        this.cbor = new CborCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN);
    }

    private static <T> T part(Object whole, String name, Class<T> type) {
        try {
            Field field = whole.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return type.cast(field.get(whole));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    void routes(@Observes Router router) {
        router.route(PATH).order(-1).handler(this::handle);
    }

    private void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (!gate.passes(request, HttpMethod.GET)) {
            return;
        }
        String token = BrowserToken.offeredBy(request).token(request);
        gate.identify(routing, token, caller -> admit(routing, caller));
    }

    private void admit(RoutingContext routing, Caller caller) {
        HttpServerRequest request = routing.request();
        String network = ClientAddress.networkOf(request);
        int wait = admissions.waitSeconds(caller);
        if (wait > 0 || !admissions.enter(caller, network)) {
            gate.refuseForNow(routing, caller, wait);
            return;
        }
        Visitor visitor = new Visitor(caller, Approaches.of(request), () -> admissions.leave(caller, network));
        routing.setUser(new QuarkusHttpUser(QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.user()))
                .addAttribute(VISITOR, visitor)
                .build()));
        routing.next();
    }
}
