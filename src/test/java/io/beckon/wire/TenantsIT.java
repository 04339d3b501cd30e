package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import io.beckon.keycloak.Keycloak;
import io.beckon.keycloak.SharedKeycloak;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two realms share a service, and nothing else. */
@Thorough
@ResourceLock("tokens of acme")
class TenantsIT {

    private static final Keycloak keycloak = SharedKeycloak.get();
    private static final Clustered cluster = new Clustered();

    @RegisterExtension
    static final ServerUnderTest server = cluster.node(SignedIn.atBoth(keycloak));

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void aRoomOfTheSameNameIsAnotherRoom() {
        WireClient here = signIn("beckon");
        WireClient there = signIn("acme");
        int shard = here.join(room).path("shard").asInt();
        JsonNode joined = there.join(room);

        assertEquals(0, joined.path("participants").size());
        here.ack(Frames.message("only here"));
        there.refused("no-such-peer", Frames.message("hello", "to", here.peer()));
        here.expectNothingBut();
        there.expectNothingBut();

        Set<String> keys = new TreeSet<>(cluster.keys(shard));
        keys.addAll(cluster.keys(joined.path("shard").asInt()));
        keys.removeIf(key -> !key.endsWith("/" + room));
        assertEquals(Set.of("acme/" + room, "default/" + room), keys);
    }

    @Test
    void nobodyIsCalledFromTheOther() {
        WireClient there = Phone.reachable(signIn("acme"));
        String called = there.welcome().path("user").path("id").asText();

        signIn("beckon").refused("no-such-user", Phone.call(called));

        there.expectNothingBut();
    }

    @Test
    void aSessionOfOneIsNotResumedInTheOther() {
        WireClient here = signIn("beckon");
        here.join(room);
        here.vanish();

        signIn("acme").refused("resume-expired", Resuming.resume(here, room));
        signIn("beckon").expect("resumed", Resuming.resume(here, room));
    }

    private static WireClient signIn(String realm) {
        return server.connectWith(keycloak.tokens(realm, "alice"));
    }
}
