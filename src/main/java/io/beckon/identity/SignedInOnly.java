package io.beckon.identity;

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
        return tokens.reaffirm(caller);
    }
}
