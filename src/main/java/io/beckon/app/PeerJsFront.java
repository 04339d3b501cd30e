package io.beckon.app;

import io.beckon.announcement.SignOuts;
import io.beckon.following.Follower;
import io.beckon.identity.AccessPolicy;
import io.beckon.identity.KeyedHash;
import io.beckon.identity.TokenVerifier;
import io.beckon.protocol.JsonCodec;
import io.beckon.session.Edge;
import io.beckon.session.Intake;
import io.beckon.transport.Admissions;
import io.beckon.transport.Gate;
import io.beckon.transport.Rates;
import io.beckon.transport.peerjs.Application;
import io.beckon.transport.peerjs.Callers;
import io.beckon.transport.peerjs.PeerJsDoor;
import io.beckon.transport.peerjs.PeerJsRoutes;
import io.beckon.transport.peerjs.TicketEndpoint;
import io.beckon.transport.peerjs.Tickets;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** All that PeerJS clients come to, put together. */
final class PeerJsFront {

    final PeerJsDoor door;
    final PeerJsRoutes routes;

    /** What brings clients into rooms. */
    record Rooms(Vertx vertx, Edge edge, Intake intake, Follower follower, AccessPolicy access) {}

    /**
     * @param applications by their keys
     * @param keys of the sessions, newest first
     * @param hasRoom whether the node can see to one more session now
     * @param instance the id of this process
     */
    PeerJsFront(
            BeckonConfig.PeerJs config,
            Map<String, Application> applications,
            Settings checked,
            List<byte[]> keys,
            Gate gate,
            TokenVerifier tokens,
            SignOuts signOuts,
            Rooms rooms,
            Admissions admissions,
            BooleanSupplier hasRoom,
            Supplier<String> instance,
            JsonCodec json) {
        Settings.within("beckon.peerjs.anonymous-per-minute", config.anonymousPerMinute(), 0, 1_000_000);
        InstantSource clock = InstantSource.system();
        Tickets tickets = new Tickets(
                keys.stream()
                        .map(key -> KeyedHash.derivedKey(key, "peerjs tickets"))
                        .toList(),
                signOuts::covers,
                clock);
        List<KeyedHash> users = keys.stream()
                .map(key -> new KeyedHash(KeyedHash.derivedKey(key, "peerjs users")))
                .toList();
        door = new PeerJsDoor(
                gate,
                applications,
                new Callers(tokens, tickets, users, clock),
                rooms.vertx(),
                rooms.edge(),
                rooms.intake(),
                rooms.follower(),
                admissions,
                new Rates(config.anonymousPerMinute() / 60.0, config.anonymousPerMinute(), System::nanoTime),
                hasRoom,
                instance,
                json);
        TicketEndpoint endpoint = new TicketEndpoint(
                gate, applications, tickets, rooms.access(), checked.rates().queries(), checked.ticketLife(), clock);
        routes = new PeerJsRoutes(
                gate,
                applications,
                PeerJsSettings.paths(config),
                rooms.follower(),
                checked.rates().lists(),
                endpoint);
    }
}
