package io.beckon.announcement;

import io.beckon.identity.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The issuer has signed somebody out: of one sign-in, whatever tokens come of it, or, without one, a user of all tokens made until
 * then.
 *
 * @param signIn the issuer's {@code sid}; it alone counts where it is given
 * @param user the issuer's {@code sub}
 * @param at by the issuer's clock
 * @param tokenId {@code jti} of the logout token, so that it is taken once
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html">OpenID Connect Back-Channel Logout 1.0, section 2.4</a>
 */
public record SignOut(
        String issuer,
        @Nullable String signIn,
        @Nullable String user,
        Instant at,
        @Nullable String tokenId) implements Announcement {

    public SignOut {
        if (signIn == null && user == null) {
            throw new IllegalArgumentException("a sign-out of nobody");
        }
    }

    /**
     * Whether somebody's token has ended with it. Tokens say when they were made in whole seconds: of one that was made in the
     * second of a user's sign-out it is not known on which side, and it counts as signed out. So who signs in again within that
     * second has to get one more token, a second later. With a sign-in there is no question of time.
     */
    public boolean covers(Caller caller) {
        if (!issuer.equals(caller.issuer())) {
            return false;
        }
        return signIn == null
                ? caller.user().equals(user) && caller.issuedAt().getEpochSecond() <= at.getEpochSecond()
                : signIn.equals(caller.signIn());
    }

    @Override
    public String subject() {
        return user == null ? String.valueOf(signIn) : user;
    }
}
