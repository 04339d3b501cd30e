package io.beckon.identity;

import java.util.concurrent.CompletionStage;

/** Checks access tokens. Safe for use by several threads. */
public interface TokenVerifier {

    /**
     * The token's user; fails with {@link InvalidToken}, whatever is wrong with it, or with {@link Unverifiable} when that cannot
     * be told now. Never blocks.
     */
    CompletionStage<Caller> verify(String token);
}
