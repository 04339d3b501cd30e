package io.beckon.identity;

import org.jspecify.annotations.Nullable;

/**
 * Users of whom one person can be any number: guests, for each opening of a link makes another one, and those who have not signed in,
 * for their clients make up who they are. What each may do is limited like what any user may; that all of one crowd may do together, too.
 */
public final class Crowd {

    /** Issuer of those who have not signed in. */
    public static final String ANONYMOUS = "urn:beckon:anonymous";

    private Crowd() {}

    /**
     * Which one a user is of: the guests of one invitation, or those in one network who have not signed in. No user has such a key.
     *
     * @param network where the user comes from
     * @return {@code null}: the user has an account
     */
    public static @Nullable UserKey of(Caller caller, String network) {
        return switch (caller.issuer()) {
            case GuestPasses.ISSUER ->
                new UserKey(caller.tenant(), GuestPasses.ISSUER, String.valueOf(caller.signIn()));
            case ANONYMOUS -> new UserKey("", ANONYMOUS, network);
            default -> null;
        };
    }
}
