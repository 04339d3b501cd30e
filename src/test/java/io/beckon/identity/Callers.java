package io.beckon.identity;

import io.beckon.room.Right;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Somebody who is signed in, and may join and publish anywhere. */
public final class Callers {

    private static final Grant EVERYWHERE = Grant.everywhere(Set.of(Right.JOIN, Right.PUBLISH));

    private Callers() {}

    public static Caller of(String tenant, String user) {
        return of(tenant, user, "Name of " + user, EVERYWHERE, List.of(NamePattern.ANY));
    }

    /** Somebody with these rights everywhere, and no others. */
    public static Caller of(String tenant, String user, Set<Right> rights) {
        return of(tenant, user, "Name of " + user, Grant.everywhere(rights), List.of(NamePattern.ANY));
    }

    /** Somebody else, in the default tenant. */
    public static Caller with(String user, String name, Grant grant) {
        return of(Caller.DEFAULT_TENANT, user, name, grant, List.of(NamePattern.ANY));
    }

    /** The same who may call nobody. */
    public static Caller callingNobody(String user) {
        return of(Caller.DEFAULT_TENANT, user, "Name of " + user, EVERYWHERE, List.of());
    }

    /** Somebody who has come by an invitation. */
    public static Caller guest(String user, String invitation) {
        return by(GuestPasses.ISSUER, Caller.DEFAULT_TENANT, user, user, invitation, EVERYWHERE, List.of());
    }

    /** Somebody who has not signed in. */
    public static Caller anonymous(String user) {
        return by(Crowd.ANONYMOUS, Caller.DEFAULT_TENANT, user, user, null, EVERYWHERE, List.of());
    }

    private static Caller of(String tenant, String user, String name, Grant grant, List<NamePattern> callees) {
        return by("https://issuer.example", tenant, user, name, null, grant, callees);
    }

    private static Caller by(
            String issuer,
            String tenant,
            String user,
            String name,
            @Nullable String signIn,
            Grant grant,
            List<NamePattern> callees) {
        return new Caller(
                tenant,
                issuer,
                user,
                name,
                signIn,
                List.of(grant),
                callees,
                Instant.EPOCH,
                Instant.MAX,
                Instant.MAX,
                null);
    }
}
