package io.beckon.benchmark.edge;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Hands over whom {@link NextEdge} has let in. */
@Singleton
public class NextUpgrade implements HttpUpgradeCheck {

    @Override
    public boolean appliesTo(String endpointId) {
        return endpointId.equals(NextSocket.class.getName());
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext upgrade) {
        return upgrade.securityIdentity().map(identity -> {
            upgrade.userData().put(NextSocket.VISITOR, identity.getAttribute(NextEdge.VISITOR));
            return CheckResult.permitUpgradeSync();
        });
    }
}
