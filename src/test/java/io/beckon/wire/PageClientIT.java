package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.Thorough;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** As which client the web app signs in: who does not say it is warned when the service starts. */
@Thorough
class PageClientIT {

    private static final HandMadeRealm realm = new HandMadeRealm();

    @RegisterExtension
    static final ServerUnderTest without =
            ServerUnderTest.with("quarkus.oidc.auth-server-url", realm.issuer(), "quarkus.oidc.client-id", "beckon");

    @RegisterExtension
    static final ServerUnderTest with = ServerUnderTest.with(
            "quarkus.oidc.auth-server-url",
            realm.issuer(),
            "quarkus.oidc.client-id",
            "beckon",
            "beckon.oidc.page-client",
            "beckon-web");

    @Test
    void whoSetsNoneIsWarned() {
        assertEquals(1, warnings(without));
        assertEquals(0, warnings(with));
    }

    private static long warnings(ServerUnderTest server) {
        return server.process()
                .log()
                .lines()
                .filter(line -> line.contains("WARN") && line.contains("beckon.oidc.page-client is not set"))
                .count();
    }
}
