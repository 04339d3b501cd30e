package io.beckon.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

/**
 * Takes no token that lives longer than sign-outs are remembered: after that it would be good again. Nor one that says it was made
 * in the future.
 *
 * @param longest the longest life of a token
 * @param leeway by how much the clocks of issuers and nodes may differ
 */
public record ShortLivedOnly(TokenVerifier tokens, Duration longest, Duration leeway, InstantSource clock)
        implements TokenVerifier {

    @Override
    public CompletionStage<Caller> verify(String token) {
        return tokens.verify(token).thenApply(caller -> {
            check(caller);
            return caller;
        });
    }

    @Override
    public CompletionStage<Void> reaffirm(Caller caller) {
        return tokens.reaffirm(caller);
    }

    private void check(Caller caller) {
        Instant now = clock.instant();
        Instant made = caller.issuedAt();
        if (made.isAfter(now.plus(leeway))) {
            throw new InvalidToken("made in the future");
        }
        // A token need not say when it was made.
        boolean saysWhen = made.isAfter(Instant.EPOCH);
        if (saysWhen && caller.expiresAt().isAfter(made.plus(longest))
                || caller.expiresAt().isAfter(now.plus(longest).plus(leeway))) {
            throw new InvalidToken("lives longer than beckon.longest-token-life");
        }
    }
}
