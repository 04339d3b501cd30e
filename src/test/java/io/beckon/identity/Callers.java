package io.beckon.identity;

import io.beckon.room.Right;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Somebody who is signed in, and may join and publish anywhere. */
public final class Callers {

    private Callers() {}

    public static Caller of(String tenant, String user) {
        return of(tenant, user, List.of(NamePattern.ANY));
    }

    /** The same who may call nobody. */
    public static Caller callingNobody(String user) {
        return of(Caller.DEFAULT_TENANT, user, List.of());
    }

    private static Caller of(String tenant, String user, List<NamePattern> callees) {
        return new Caller(
                tenant,
                "https://issuer.example",
                user,
                "Name of " + user,
                null,
                List.of(Grant.everywhere(Set.of(Right.JOIN, Right.PUBLISH))),
                callees,
                Instant.EPOCH,
                Instant.MAX,
                Instant.MAX,
                null);
    }
}
