package io.beckon.transport.peerjs;

import io.beckon.identity.Caller;
import io.beckon.identity.Crowd;
import io.beckon.identity.Grant;
import io.beckon.identity.GuestPasses;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.KeyedHash;
import io.beckon.identity.NamePattern;
import io.beckon.identity.TokenVerifier;
import io.beckon.room.Right;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Whose a {@code token} of PeerJS is: an access token's, a ticket's, or nobody's in particular, where that may be. */
public final class Callers {

    private static final String PREFIX = "anonymous-";
    private static final int HASH_LENGTH = 22;

    /** Longer than any connection lasts. */
    private static final Duration LIFE = Duration.ofDays(3650);

    private final TokenVerifier tokens;
    private final Tickets tickets;
    private final List<KeyedHash> hashes;
    private final InstantSource clock;

    /** @param hashes make names for those who have none: the first one; by the others they were known before */
    public Callers(TokenVerifier tokens, Tickets tickets, List<KeyedHash> hashes, InstantSource clock) {
        this.tokens = tokens;
        this.tickets = tickets;
        this.hashes = List.copyOf(hashes);
        this.clock = clock;
    }

    /**
     * Who may use an application.
     *
     * @param id that is asked for
     */
    TokenVerifier of(Application application, String id) {
        return token -> verify(application, id, token);
    }

    private CompletionStage<Caller> verify(Application application, String id, String token) {
        CompletionStage<Caller> caller;
        if (application.anonymous() ? Tickets.hasForm(token) : Tickets.isOne(token)) {
            caller = tickets.verify(token);
        } else if (GuestPasses.isOne(token) || (application.anonymous() ? isJwt(token) : parts(token).length == 3)) {
            caller = tokens.verify(token);
        } else if (application.anonymous()) {
            return CompletableFuture.completedFuture(anonymous(application, id, token, hashes.getFirst()));
        } else {
            return CompletableFuture.failedFuture(new InvalidToken("neither an access token nor a ticket"));
        }
        return caller.thenApply(known -> {
            if (!known.tenant().equals(application.room().tenant())) {
                throw new InvalidToken("of another tenant");
            }
            return known;
        });
    }

    /** A caller, and behind it as whom nodes know it, if they do, by their older keys. */
    List<Caller> same(Caller caller, Application application, String id, String token) {
        return isAnonymous(caller)
                ? hashes.stream()
                        .map(hash -> anonymous(application, id, token, hash))
                        .toList()
                : List.of(caller);
    }

    private static String[] parts(String token) {
        return token.split("\\.", -1);
    }

    /** Whether it can be nothing else than a JWS in compact form (RFC 7515 section 7.1): clients make up tokens with dots in them too. */
    static boolean isJwt(String token) {
        String[] parts = parts(token);
        return parts.length == 3 && Tickets.isObject(parts[0]);
    }

    /** The same for the same id and token. Others may have that token, too: applications set one that all their clients share. */
    private Caller anonymous(Application application, String id, String token, KeyedHash hash) {
        String user = PREFIX
                + hash.of(List.of("peerjs", application.key(), id, token)).substring(0, HASH_LENGTH);
        Instant now = clock.instant();
        return new Caller(
                application.room().tenant(),
                Crowd.ANONYMOUS,
                user,
                user,
                null,
                List.of(new Grant(new NamePattern(application.room().name()), Set.of(Right.JOIN, Right.PUBLISH))),
                List.of(),
                now,
                now.plus(LIFE),
                now.plus(LIFE),
                null);
    }

    static boolean isAnonymous(Caller caller) {
        return caller.issuer().equals(Crowd.ANONYMOUS);
    }

    /** Whether a participant's user is one of those who have not signed in; signed-in users have their own ids. */
    static boolean isAnonymous(String user) {
        return user.startsWith(PREFIX) && user.length() == PREFIX.length() + HASH_LENGTH;
    }
}
