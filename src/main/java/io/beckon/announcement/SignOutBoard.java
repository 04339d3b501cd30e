package io.beckon.announcement;

import java.util.concurrent.CompletionStage;

/** Where sign-outs are put up, for all nodes. Safe for use by several threads. */
public interface SignOutBoard {

    /**
     * Takes effect here at once. Done when every node will get it: during an outage of the log that may take as long as the outage;
     * it fails when too many wait already.
     */
    CompletionStage<Void> announce(SignOut signOut);

    /** The same; what every node knows already is not announced again. */
    CompletionStage<Void> announce(NotBefore notBefore);

    /** Whether a logout token was taken before, by any node. */
    boolean knows(String issuer, String tokenId);
}
