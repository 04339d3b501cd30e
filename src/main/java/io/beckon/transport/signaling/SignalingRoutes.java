package io.beckon.transport.signaling;

import io.beckon.following.Follower;
import io.beckon.identity.AccessPolicy;
import io.beckon.protocol.MessageCodec;
import io.beckon.transport.Gate;
import io.beckon.transport.Queries;
import io.vertx.ext.web.Router;

/** Signaling over HTTP: what is where. */
public final class SignalingRoutes {

    static final String SESSIONS = "/v1/sessions";

    private static final String ROOM = "/v1/rooms/:room";

    private final Arrival arrival;
    private final Participants participants;
    private final Messages messages;
    private final Rooms rooms;
    private final Offers offers;

    /** @param json the encoding of what comes and goes */
    public SignalingRoutes(
            Gate gate,
            PolledSessions sessions,
            Siblings siblings,
            Follower follower,
            AccessPolicy access,
            Queries queries,
            MessageCodec json) {
        Reception reception = new Reception(gate);
        Transfers transfers = new Transfers(sessions, follower);
        arrival = new Arrival(sessions, transfers, siblings);
        Asking asking = new Asking(sessions, json);
        participants = new Participants(reception, arrival, sessions, transfers, asking, follower, json);
        messages = new Messages(reception, arrival, sessions, asking);
        rooms = new Rooms(reception, access, queries, follower);
        offers = new Offers(reception, arrival, sessions, participants, asking, json);
    }

    /** Brings requests and their sessions together. */
    public Arrival arrival() {
        return arrival;
    }

    public void mount(Router router) {
        router.route(SESSIONS).handler(participants::sessions);
        router.route("/v1/messages").handler(messages::handle);
        router.route(ROOM).handler(rooms::handle);
        router.route(ROOM + "/messages").handler(messages::handle);
        router.route(ROOM + "/offer").handler(offers::handle);
        router.route(ROOM + "/participants").handler(participants::join);
        router.route(ROOM + "/participants/:peer").handler(participants::participant);
    }
}
