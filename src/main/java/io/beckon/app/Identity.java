package io.beckon.app;

import io.beckon.announcement.SignOutBoard;
import io.beckon.identity.AccessPolicy;
import io.beckon.identity.TokenVerifier;
import io.beckon.transport.http.SignInPage;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;

/** Who signs users in, and what goes with it. */
interface Identity {

    TokenVerifier tokens();

    AccessPolicy access();

    /** Where the page signs its user in; empty: it need not. */
    List<SignInPage.Realm> realms();

    /** @param board where it puts up whom it has signed out */
    void routes(Router router, SignOutBoard board);

    /** Looks after what it depends on, and hears of sign-outs. Called every second. */
    void everySecond(SignOutBoard board);

    /** What keeps it from verifying anybody's token, if anything. */
    Optional<String> trouble();

    /** What an operator must not miss. */
    Optional<String> warning();
}
