package io.beckon.identity;

import io.beckon.room.Right;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in user, as an access token says.
 *
 * @param issuer of the token; with {@code user}, the token's subject, it identifies the user
 * @param name for people, from the token
 * @param signIn the issuer's id of this sign-in ({@code sid}), where it tells one; several tokens may come of one sign-in
 * @param grants what the user may do, and in which rooms
 * @param callees the ids of those whom the user may call, in its own tenant
 * @param issuedAt when the token was made
 * @param expiresAt when the token says that it ends
 * @param goodUntil until when it is taken: later by as much as clocks may differ
 * @param token the token itself, where it is asked about later
 */
public record Caller(
        String tenant,
        String issuer,
        String user,
        String name,
        @Nullable String signIn,
        List<Grant> grants,
        List<NamePattern> callees,
        Instant issuedAt,
        Instant expiresAt,
        Instant goodUntil,
        @Nullable AccessToken token) {

    /** Of users whose realm has no name. */
    public static final String DEFAULT_TENANT = "default";

    /** The same person, whatever else has changed. */
    public boolean isSameAs(Caller other) {
        return key().equals(other.key());
    }

    public UserKey key() {
        return new UserKey(tenant, issuer, user);
    }

    /** The same without the token itself, to be kept. */
    public Caller withoutToken() {
        return new Caller(tenant, issuer, user, name, signIn, grants, callees, issuedAt, expiresAt, goodUntil, null);
    }

    /** Whether there is any room that the user may enter. */
    public boolean mayUseService() {
        return grants.stream().anyMatch(grant -> grant.rights().contains(Right.JOIN));
    }

    public boolean mayCall(String other) {
        return callees.stream().anyMatch(pattern -> pattern.matches(other));
    }

    /** What the token gives in a room of that name. */
    public Set<Right> rightsIn(String room) {
        EnumSet<Right> rights = EnumSet.noneOf(Right.class);
        for (Grant grant : grants) {
            if (grant.rooms().matches(room)) {
                rights.addAll(grant.rights());
            }
        }
        return rights;
    }
}
