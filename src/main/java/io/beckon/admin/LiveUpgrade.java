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

    private static Uni<CheckResult> check(HttpUpgradeContext upgrade, SecurityIdentity identity) {
        HttpServerRequest request = upgrade.httpRequest();
        try {
            Viewing viewing = Viewing.of(Operator.of(identity), request.getParam("room"), request.getParam("after"));
            upgrade.userData().put(LiveSocket.VIEWING, viewing);
            return CheckResult.permitUpgrade();
        } catch (Refused refused) {
            return CheckResult.rejectUpgrade(refused.status());
        }
    }
}
