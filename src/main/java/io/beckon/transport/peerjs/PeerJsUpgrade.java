package io.beckon.transport.peerjs;

import io.beckon.transport.Approaches;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/** The request for a PeerJS client's WebSocket. What is wrong with its id, key or token is told over the WebSocket: PeerJS hears of nothing else. */
@Singleton
public class PeerJsUpgrade implements HttpUpgradeCheck {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final PeerJsDoor door;

    PeerJsUpgrade(PeerJsDoor door) {
        this.door = door;
    }

    @Override
    public boolean appliesTo(String endpointId) {
        return endpointId.equals(PeerJsSocket.class.getName());
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext upgrade) {
        HttpServerRequest request = upgrade.httpRequest();
        if (!door.isOpen()) {
            return CheckResult.rejectUpgrade(NOT_FOUND);
        }
        if (!door.admitsOrigin(request, request.getParam("key", ""))) {
            return CheckResult.rejectUpgrade(FORBIDDEN);
        }
        upgrade.userData()
                .put(
                        PeerJsSocket.VISITOR,
                        new Visitor(
                                request.getParam("key", ""),
                                request.getParam("id", ""),
                                request.getParam("token", ""),
                                Approaches.of(request)));
        return CheckResult.permitUpgrade();
    }
}
