package io.beckon.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What an administrator does in a realm's console, by the names of users, roles and clients. */
public final class RealmAdmin {

    private static final String RSA = "rsa-generated";

    private final KeycloakHttp http;
    private final String realm;

    RealmAdmin(KeycloakHttp http, String realm) {
        this.http = http;
        this.realm = realm;
    }

    /** For tokens given from now on. */
    public void accessTokenLifespan(Duration life) {
        change("", object().put("accessTokenLifespan", life.toSeconds()));
    }

    /** Whether each refresh token is good for once: one that comes a second time ends the sign-in ("Revoke Refresh Token"). */
    public void refreshTokenRotation(boolean isOn) {
        change("", object().put("revokeRefreshToken", isOn).put("refreshTokenMaxReuse", 0));
    }

    /** Tokens issued before are void ("Set to now" in the console's Revocation); null takes that back. */
    public void notBefore(@Nullable Instant instant) {
        change("", object().put("notBefore", instant == null ? 0 : instant.getEpochSecond()));
    }

    /** Tells clients that have an Admin URL of it ("Push"). */
    public void pushRevocation() {
        send("POST", "/push-revocation", null);
    }

    /** Adds a key that signs from now on; the ones before still verify. Returns its id. */
    public String rotateKey() {
        long highest = rsaKeys()
                .mapToLong(key -> key.path("config").path("priority").path(0).asLong())
                .max()
                .orElse(100);
        ObjectNode key = object().put("name", "rsa-" + (highest + 1))
                .put("providerId", RSA)
                .put("providerType", "org.keycloak.keys.KeyProvider")
                .put("parentId", send("GET", "", null).path("id").asText());
        ObjectNode config = key.putObject("config");
        Map.of("priority", String.valueOf(highest + 1), "algorithm", "RS256", "keySize", "2048")
                .forEach((name, value) -> config.putArray(name).add(value));
        send("POST", "/components", key);
        return activeKey();
    }

    /** Takes all RS256 keys away but the one that signs: what the others have signed verifies no more. */
    public void removeOldKeys() {
        String active = "";
        for (JsonNode key : send("GET", "/keys", null).path("keys")) {
            if (key.path("kid").asText().equals(activeKey())) {
                active = key.path("providerId").asText();
            }
        }
        for (JsonNode key : rsaKeys().toList()) {
            if (!key.path("id").asText().equals(active)) {
                send("DELETE", "/components/" + key.path("id").asText(), null);
            }
        }
    }

    /** The id of the key that signs. */
    public String activeKey() {
        return send("GET", "/keys", null).path("active").path("RS256").asText();
    }

    /** The password is the name. */
    public void createUser(String name) {
        ObjectNode user = object().put("username", name)
                .put("enabled", true)
                .put("email", name + "@example.org")
                .put("emailVerified", true)
                .put("firstName", name)
                .put("lastName", "Test");
        user.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", name)
                .put("temporary", false);
        send("POST", "/users", user);
    }

    public void deleteUser(String name) {
        send("DELETE", user(name), null);
    }

    public void enable(String user) {
        change(user(user), object().put("enabled", true));
    }

    public void disable(String user) {
        change(user(user), object().put("enabled", false));
    }

    public void giveRole(String user, String role) {
        send(
                "POST",
                user(user) + "/role-mappings/realm",
                KeycloakHttp.JSON.createArrayNode().add(role(role)));
    }

    public void takeRole(String user, String role) {
        send(
                "DELETE",
                user(user) + "/role-mappings/realm",
                KeycloakHttp.JSON.createArrayNode().add(role(role)));
    }

    /** A group at the top, by its name. */
    public void joinGroup(String user, String group) {
        send("PUT", user(user) + group(group), object());
    }

    public void leaveGroup(String user, String group) {
        send("DELETE", user(user) + group(group), null);
    }

    /** All sessions of a user ("Sign out" in the console's list of the user's sessions). */
    public void logOut(String user) {
        send("POST", user(user) + "/logout", null);
    }

    /** All sessions of the realm ("Sign out all active sessions"). */
    public void logOutAll() {
        send("POST", "/logout-all", null);
    }

    /** One session, by its {@code sid}. */
    public void endSession(String sid) {
        send("DELETE", "/sessions/" + sid, null);
    }

    public int sessions(String user) {
        return send("GET", user(user) + "/sessions", null).size();
    }

    /** Where Keycloak posts logout tokens for sessions of that client. */
    public void backChannelLogoutUrl(String client, String url) {
        clientAttribute(client, "backchannel.logout.url", url);
    }

    public String clientAttribute(String client, String name) {
        return client(client).path("attributes").path(name).asText();
    }

    /** And everything in it. */
    public void deleteRealm() {
        send("DELETE", "", null);
    }

    public void clientAttribute(String client, String name, String value) {
        ObjectNode changed = client(client);
        changed.withObject("/attributes").put(name, value);
        send("PUT", "/clients/" + changed.path("id").asText(), changed);
    }

    /** One that is like another, for settings that shall concern nobody else. */
    public void copyClient(String client, String copy) {
        ObjectNode made = client(client).put("clientId", copy);
        made.remove("id");
        made.path("protocolMappers").forEach(mapper -> ((ObjectNode) mapper).remove("id"));
        send("POST", "/clients", made);
    }

    /** Where Keycloak posts what concerns the whole realm; its path is continued with {@code /k_logout} and the like. */
    public void adminUrl(String client, String url) {
        ObjectNode changed = client(client).put("adminUrl", url);
        send("PUT", "/clients/" + changed.path("id").asText(), changed);
    }

    private ObjectNode client(String name) {
        return (ObjectNode) send("GET", "/clients?clientId=" + name, null).path(0);
    }

    private String user(String name) {
        JsonNode found = send("GET", "/users?exact=true&username=" + name, null).path(0);
        if (found.isMissingNode()) {
            throw new IllegalArgumentException("no user " + name + " in " + realm);
        }
        return "/users/" + found.path("id").asText();
    }

    private String group(String name) {
        return "/groups/"
                + send("GET", "/groups?exact=true&search=" + name, null)
                        .path(0)
                        .path("id")
                        .asText();
    }

    private JsonNode role(String name) {
        return send("GET", "/roles/" + name, null);
    }

    private Stream<JsonNode> rsaKeys() {
        JsonNode keys = send("GET", "/components?type=org.keycloak.keys.KeyProvider", null);
        return StreamSupport.stream(keys.spliterator(), false)
                .filter(key -> key.path("providerId").asText().equals(RSA));
    }

    private void change(String path, ObjectNode fields) {
        ObjectNode whole = (ObjectNode) send("GET", path, null);
        send("PUT", path, whole.setAll(fields));
    }

    private JsonNode send(String method, String path, @Nullable JsonNode body) {
        return http.administer(method, realm + path, body);
    }

    private static ObjectNode object() {
        return KeycloakHttp.JSON.createObjectNode();
    }
}
