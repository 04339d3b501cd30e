package io.beckon.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.cluster.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A Keycloak with the realms {@code beckon} and {@code acme}. It keeps users, keys and sessions when it is stopped or killed and
 * started again; {@link #close} ends it.
 */
public final class Keycloak implements AutoCloseable {

    private final KeycloakProcess process;
    private final KeycloakHttp http;

    private Keycloak(KeycloakProcess process) {
        this.process = process;
        this.http = new KeycloakHttp(process.url());
    }

    /** Starts one on a free port and waits until it is ready. {@code name} says whose it is, in the folder's name. */
    public static Keycloak start(String name) {
        return start(name, Ports.free());
    }

    public static Keycloak start(String name, int port) {
        Distribution distribution = Distribution.prepared();
        try {
            Path folder = Files.createTempDirectory(Distribution.FOLDER, name + "-");
            Path database = folder.resolve("keycloak");
            distribution.copyDatabase(database);
            Keycloak keycloak =
                    new Keycloak(new KeycloakProcess(distribution, database, folder.resolve("keycloak.log"), port));
            keycloak.start();
            return keycloak;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return process.url();
    }

    public URI issuer(String realm) {
        return url().resolve("/realms/" + realm);
    }

    /** Where to look when something is wrong. */
    public Path log() {
        return process.log();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Again, with what it had; returns when it is ready. */
    public void start() {
        process.start();
    }

    /** SIGTERM; returns when it is gone. */
    public void stop() {
        process.stop();
    }

    /** SIGKILL; returns when it is gone. */
    public void kill() {
        process.kill();
    }

    /** SIGSTOP: it takes connections and answers nothing. */
    public void pause() {
        process.process().pause();
    }

    /** SIGCONT. */
    public void unpause() {
        process.process().unpause();
    }

    /** Of a user of these realms, whose password is the name, by the client for tests. */
    public Tokens tokens(String realm, String user) {
        return tokens(realm, "beckon-test", user, user);
    }

    /** By the password grant; a new session in Keycloak each time. */
    public Tokens tokens(String realm, String client, String user, String password) {
        return Tokens.of(grant(
                realm,
                Map.of(
                        "grant_type", "password",
                        "client_id", client,
                        "username", user,
                        "password", password,
                        "scope", "openid")));
    }

    /** The same session's next tokens. */
    public Tokens refresh(String realm, Tokens tokens) {
        return Tokens.of(grant(
                realm,
                Map.of(
                        "grant_type", "refresh_token",
                        "client_id", tokens.client(),
                        "refresh_token", tokens.refresh())));
    }

    /** The user's own logout, as the page does it. */
    public void logOut(String realm, Tokens tokens) {
        http.form(
                "/realms/" + realm + "/protocol/openid-connect/logout",
                Map.of("client_id", tokens.client(), "refresh_token", tokens.refresh()));
    }

    /** The one that verifies what the realm signs, as Base64 of its DER. */
    public String publicKey(String realm) {
        return http.get("/realms/" + realm).path("public_key").asText();
    }

    /** As its JSON says; what Keycloak does not know is a refusal. */
    public void createRealm(JsonNode realm) {
        http.administer("POST", "", realm);
    }

    public RealmAdmin admin(String realm) {
        return new RealmAdmin(http, realm);
    }

    @Override
    public void close() {
        if (isAlive()) {
            kill();
        }
    }

    private JsonNode grant(String realm, Map<String, String> form) {
        return http.form("/realms/" + realm + "/protocol/openid-connect/token", form);
    }
}
