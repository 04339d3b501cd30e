package io.beckon.admin;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Objects;

/** The request for the WebSocket of one who wants to look on; {@link Entrance} has found out who that is. */
@Singleton
public class LiveUpgrade implements HttpUpgradeCheck {

    private static final int UNAVAILABLE = 503;

    private final Desk desk;

    LiveUpgrade(Desk desk) {
        this.desk = desk;
    }

    @Override
    public boolean appliesTo(String endpointId) {
        return endpointId.equals(LiveSocket.class.getName());
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext upgrade) {
        return Objects.requireNonNull(upgrade.securityIdentity())
                .onItem()
                .transformToUni(identity -> check(upgrade, identity));
    }

    /** The place itself is taken by {@link LiveSocket}: nobody would give it back if nothing came of the upgrade. */
    private Uni<CheckResult> check(HttpUpgradeContext upgrade, SecurityIdentity identity) {
        HttpServerRequest request = upgrade.httpRequest();
        try {
            Viewing viewing = Viewing.of(Operator.of(identity), request.getParam("room"), request.getParam("after"));
            if (!desk.onlookers().hasPlace(viewing.operator().caller())) {
                return CheckResult.rejectUpgrade(UNAVAILABLE);
            }
            upgrade.userData().put(LiveSocket.VIEWING, viewing);
            return CheckResult.permitUpgrade();
        } catch (Refused refused) {
            return CheckResult.rejectUpgrade(refused.status());
        }
    }
}
