package io.beckon.keycloak;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import java.time.Duration;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That the tests' Keycloak is what the tests take it for. */
@Thorough
class KeycloakIT {

    private static Keycloak keycloak;

    @BeforeAll
    static void start() {
        keycloak = Keycloak.start("own");
    }

    @AfterAll
    static void close() {
        keycloak.close();
    }

    @Test
    void aTokenIsForBeckonAndSaysWhoAndWhat() {
        JsonNode henry = keycloak.tokens("beckon", "henry").claims();

        assertEquals(keycloak.issuer("beckon").toString(), henry.path("iss").asText());
        assertTrue(texts(henry.path("aud")).contains("beckon"), henry::toString);
        assertEquals("beckon-test", henry.path("azp").asText());
        assertEquals("henry", henry.path("preferred_username").asText());
        assertTrue(texts(henry.path("realm_access").path("roles")).contains("host"), henry::toString);
        assertEquals(
                Set.of("/vip"), texts(keycloak.tokens("beckon", "vera").claims().path("groups")));
        assertEquals(
                Set.of("host"),
                texts(keycloak.tokens("beckon", "clara")
                        .claims()
                        .path("resource_access")
                        .path("beckon")
                        .path("roles")));
    }

    @Test
    void anotherClientsTokenIsNotForBeckon() {
        JsonNode claims =
                keycloak.tokens("beckon", "elsewhere", "clara", "clara").claims();

        assertEquals(Set.of(), texts(claims.path("aud")));
    }

    @Test
    void anotherRealmHasOtherPeopleOfTheSameName() {
        Tokens here = keycloak.tokens("beckon", "alice");
        Tokens there = keycloak.tokens("acme", "alice");

        assertEquals(
                keycloak.issuer("acme").toString(), there.claims().path("iss").asText());
        assertTrue(texts(there.claims().path("aud")).contains("beckon"));
        assertNotEquals(here.subject(), there.subject());
        assertThrows(KeycloakRefusal.class, () -> keycloak.tokens("beckon", "bob"));
    }

    @Test
    void aRefreshedTokenIsOfTheSameSession() {
        Tokens first = keycloak.tokens("beckon", "alice");
        Tokens next = keycloak.refresh("beckon", first);

        assertEquals(first.sid(), next.sid());
        assertNotEquals(first.access(), next.access());
    }

    @Test
    void aRoleGivenAndTakenIsInTheNextToken() {
        RealmAdmin admin = keycloak.admin("beckon");
        admin.createUser("rita");
        Tokens before = keycloak.tokens("beckon", "rita");

        admin.giveRole("rita", "host");
        Tokens raised = keycloak.refresh("beckon", before);
        admin.takeRole("rita", "host");
        Tokens lowered = keycloak.refresh("beckon", raised);

        assertTrue(realmRoles(raised).contains("host"));
        assertTrue(!realmRoles(lowered).contains("host"));
    }

    @Test
    void aRotatedKeySignsAndTheOldOneGoesWhenItIsTaken() {
        RealmAdmin admin = keycloak.admin("acme");
        Tokens before = keycloak.tokens("acme", "bob");

        String key = admin.rotateKey();
        Tokens after = keycloak.tokens("acme", "bob");
        admin.removeOldKeys();

        assertNotEquals(before.keyId(), after.keyId());
        assertEquals(key, after.keyId());
        assertEquals(key, admin.activeKey());
        assertEquals(key, keycloak.tokens("acme", "bob").keyId());
    }

    @Test
    void aDisabledUserGetsNoToken() {
        RealmAdmin admin = keycloak.admin("beckon");
        admin.createUser("dora");
        Tokens tokens = keycloak.tokens("beckon", "dora");

        admin.disable("dora");

        assertThrows(KeycloakRefusal.class, () -> keycloak.tokens("beckon", "dora"));
        assertThrows(KeycloakRefusal.class, () -> keycloak.refresh("beckon", tokens));
        admin.enable("dora");
        keycloak.tokens("beckon", "dora");
    }

    @Test
    void aSignedOutUserHasNoSessionAndNoRefresh() {
        RealmAdmin admin = keycloak.admin("beckon");
        admin.createUser("otto");
        Tokens first = keycloak.tokens("beckon", "otto");
        Tokens second = keycloak.tokens("beckon", "otto");
        assertEquals(2, admin.sessions("otto"));

        admin.endSession(first.sid());
        assertThrows(KeycloakRefusal.class, () -> keycloak.refresh("beckon", first));
        keycloak.refresh("beckon", second);
        admin.logOut("otto");

        assertEquals(0, admin.sessions("otto"));
        assertThrows(KeycloakRefusal.class, () -> keycloak.refresh("beckon", second));
    }

    @Test
    void whatWasChangedIsThereAfterARestart() {
        RealmAdmin admin = keycloak.admin("beckon");
        admin.createUser("rosa");
        admin.giveRole("rosa", "moderator");
        admin.accessTokenLifespan(Duration.ofSeconds(77));
        Tokens before = keycloak.tokens("beckon", "rosa");

        keycloak.stop();
        keycloak.start();
        Tokens after = keycloak.refresh("beckon", before);

        assertEquals(before.sid(), after.sid());
        assertEquals(before.keyId(), after.keyId());
        // What is left of it when Keycloak answers, and it may have taken its time.
        long life = after.life().toSeconds();
        assertTrue(life > 60 && life <= 77, () -> "a life of " + life + " s");
        assertTrue(realmRoles(after).contains("moderator"));
    }

    private static Set<String> realmRoles(Tokens tokens) {
        return texts(tokens.claims().path("realm_access").path("roles"));
    }

    /** Of a text or of a list of texts. */
    private static Set<String> texts(JsonNode node) {
        return node.isTextual()
                ? Set.of(node.asText())
                : StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(toSet());
    }
}
