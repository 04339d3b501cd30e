package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A realm that nodes reach at another address than the one that it calls itself by, and that leads nowhere from there. */
class RealmElsewhereIT {

    private static final HandMadeRealm realm = HandMadeRealm.elsewhere();

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.oidc.poll-interval",
            "1S",
            "quarkus.oidc.auth-server-url",
            realm.address(),
            "quarkus.oidc.client-id",
            "beckon");

    @Test
    void realmWideSignOutsAreHeardOf() {
        long now = Instant.now().getEpochSecond();
        WireClient before = server.connectWith(realm.token("iat", now - 10));

        realm.voidBefore(now);

        assertEquals(4002, before.closed());
        server.connectWith(realm.token("iat", now + 1)).join(ServerUnderTest.freshRoom());
    }
}
