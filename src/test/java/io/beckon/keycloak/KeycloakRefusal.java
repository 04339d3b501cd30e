package io.beckon.keycloak;

/** Keycloak has answered with something else than success. */
public final class KeycloakRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    KeycloakRefusal(int status, String what, String body) {
        super(what + " was answered with " + status + ": " + body);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
