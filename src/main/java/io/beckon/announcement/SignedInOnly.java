package io.beckon.announcement;

import io.beckon.identity.Caller;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.TokenVerifier;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes no token of somebody who was signed out, however valid it is otherwise. */
public record SignedInOnly(TokenVerifier tokens, SignOuts signOuts) implements TokenVerifier {

    @Override
    public CompletionStage<Caller> verify(String token) {
        return tokens.verify(token).thenApply(caller -> {
            if (signOuts.covers(caller)) {
                throw new InvalidToken("signed out");
            }
            return caller;
        });
    }

    @Override
    public CompletionStage<Void> reaffirm(Caller caller) {
        return signOuts.covers(caller)
                ? CompletableFuture.failedFuture(new InvalidToken("signed out"))
                : tokens.reaffirm(caller);
    }
}
