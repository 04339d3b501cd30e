package io.beckon.identity;

import java.time.Instant;
import java.util.Set;

/** Somebody who is signed in. */
public final class Callers {

    private Callers() {}

    public static Caller of(String tenant, String user) {
        return new Caller(tenant, "https://issuer.example", user, "Name of " + user, Set.of(), Instant.MAX);
    }
}
