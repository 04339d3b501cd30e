package io.beckon.identity;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Checks access tokens. Safe for use by several threads. */
public interface TokenVerifier {

    /**
     * The token's user; fails with {@link InvalidToken}, whatever is wrong with it, or with {@link Undecided} when it cannot be
     * checked now. Never blocks.
     */
    CompletionStage<Caller> verify(String token);

    /**
     * Whether the issuer still stands by a token that was verified before: done if so, or if nobody is to be asked. Fails with
     * {@link InvalidToken} or {@link Undecided}.
     */
    default CompletionStage<Void> reaffirm(Caller caller) {
        return CompletableFuture.completedFuture(null);
    }
}
