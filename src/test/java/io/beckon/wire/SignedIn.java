package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.cluster.Await;
import io.beckon.keycloak.Keycloak;
import io.beckon.keycloak.RealmAdmin;
import io.beckon.keycloak.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** What tests need whose users sign in at a Keycloak. */
final class SignedIn {

    private static final String SECRET = "for-development-only";

    private SignedIn() {}

    /** The properties of a node that takes users of the realm {@code beckon}. {@code more}: names and values in turn. */
    static String[] at(Keycloak keycloak, String... more) {
        List<String> properties = new ArrayList<>(List.of(
                "quarkus.oidc.auth-server-url",
                keycloak.issuer("beckon").toString(),
                "quarkus.oidc.client-id",
                "beckon",
                "quarkus.oidc.credentials.secret",
                SECRET));
        properties.addAll(Arrays.asList(more));
        return properties.toArray(String[]::new);
    }

    /** The same for {@code acme} beside it. */
    static String[] atBoth(Keycloak keycloak, String... more) {
        List<String> properties = new ArrayList<>(List.of(
                "quarkus.oidc.acme.auth-server-url",
                keycloak.issuer("acme").toString(),
                "quarkus.oidc.acme.client-id",
                "beckon",
                "quarkus.oidc.acme.credentials.secret",
                SECRET));
        properties.addAll(Arrays.asList(more));
        return at(keycloak, properties.toArray(String[]::new));
    }

    /** Somebody new in the realm {@code beckon}, with these roles; the name. */
    static String newcomer(Keycloak keycloak, String... roles) {
        String name = "user-" + UUID.randomUUID();
        RealmAdmin admin = keycloak.admin("beckon");
        admin.createUser(name);
        for (String role : roles) {
            admin.giveRole(name, role);
        }
        return name;
    }

    /** Joins, and asks again, as clients do, while Keycloak takes longer than a decision may: its first one does. */
    static void joinOnceDecided(WireClient client, String room) {
        Await.until(Duration.ofMinutes(2), () -> joins(client, room), () -> "nothing is decided");
    }

    private static boolean joins(WireClient client, String room) {
        JsonNode reply = client.request(Frames.join(room));
        boolean undecided = reply.path("code").asText().equals("unavailable");
        assertTrue(undecided || reply.path("type").asText().equals("joined"), reply::toString);
        return !undecided;
    }

    static Tokens tokens(Keycloak keycloak, String user) {
        return keycloak.tokens("beckon", user);
    }
}
