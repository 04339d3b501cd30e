package io.beckon.transport.whip;

import io.beckon.following.Follower;
import io.beckon.identity.AccessPolicy;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.transport.Gate;
import io.beckon.transport.Rates;
import io.beckon.transport.signaling.Arrival;
import io.beckon.transport.signaling.PolledSessions;
import io.beckon.transport.signaling.Reception;
import io.vertx.ext.web.Router;

/** WHIP and WHEP: what is where. */
public final class WhipRoutes {

    private final Gate gate;
    private final PolledSessions sessions;
    private final Arrival arrival;
    private final Resources resources;
    private final Follower follower;
    private final AccessPolicy access;
    private final Rules rules;

    /**
     * What may be asked.
     *
     * @param rates how often a resource may be
     * @param candidates which of a client's own are passed on
     * @param isLenient whether candidates may come without the entity tag that RFC 9725 asks for, as old clients send them
     */
    public record Rules(Rates rates, CandidatePolicy candidates, boolean isLenient) {}

    /** @param arrival brings requests and their sessions together */
    public WhipRoutes(
            Gate gate,
            PolledSessions sessions,
            Arrival arrival,
            Resources resources,
            Follower follower,
            AccessPolicy access,
            Rules rules) {
        this.gate = gate;
        this.sessions = sessions;
        this.arrival = arrival;
        this.resources = resources;
        this.follower = follower;
        this.access = access;
        this.rules = rules;
    }

    public void mount(Router router) {
        Talk talk = new Talk(new Reception(gate), rules);
        for (Side side : Side.values()) {
            Endpoint endpoint = new Endpoint(side, talk, sessions, resources, follower, access);
            ResourceEndpoint resource = new ResourceEndpoint(side, talk, arrival, sessions, resources, follower);
            router.route(side.path() + "/:room").handler(endpoint::handle);
            router.route(side.path() + "/:room/:resource").handler(resource::handle);
        }
    }
}
