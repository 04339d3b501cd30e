package io.beckon.oidc;

import io.beckon.announcement.SignOut;
import io.beckon.announcement.SignOutBoard;
import io.beckon.identity.InvalidToken;
import io.beckon.oidc.LogoutTokens.LogoutToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwt.MalformedClaimException;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/back-channel-logout}: a realm says that it has signed somebody out. Answered with 200 once all nodes will know;
 * with 400 if the logout token is not valid or came before; with 503 if that cannot be told now.
 *
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html">OpenID Connect Back-Channel Logout 1.0</a>
 */
public final class BackChannelLogout {

    public static final String PATH = "/v1/back-channel-logout";
    public static final int MAX_BODY_BYTES = 64 * 1024;

    private static final String INVALID = "invalid_request";

    private static final System.Logger LOG = System.getLogger(BackChannelLogout.class.getName());

    /** How long the log may take; the sign-out gets in later all the same. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LogoutTokens tokens;
    private final SignOutBoard board;
    private final Duration patience;

    /** @param clients to which logout tokens may be addressed, beside the service's own; empty: to any of the realm */
    public BackChannelLogout(Realms realms, Set<String> clients, SignOutBoard board) {
        this(realms, clients, board, PATIENCE);
    }

    BackChannelLogout(Realms realms, Set<String> clients, SignOutBoard board, Duration patience) {
        this.tokens = new LogoutTokens(realms, clients);
        this.board = board;
        this.patience = patience;
    }

    /** For every method but {@code POST}. */
    public static void refuseMethod(RoutingContext routing) {
        routing.response().putHeader("Allow", "POST");
        answer(routing, 405, INVALID, "logout tokens are posted");
    }

    /** Before anybody has read the body. */
    public void handle(RoutingContext routing) {
        if (!LogoutForm.isType(routing.request().getHeader("Content-Type"))) {
            answer(routing, 400, INVALID, "send application/x-www-form-urlencoded");
            return;
        }
        Buffer body = Buffer.buffer();
        routing.request()
                .handler(part -> {
                    if (body.length() <= MAX_BODY_BYTES) {
                        body.appendBuffer(part);
                    }
                })
                .exceptionHandler(broken -> LOG.log(System.Logger.Level.DEBUG, "a logout token did not come whole"))
                .endHandler(end -> read(routing, body))
                .resume();
    }

    private void read(RoutingContext routing, Buffer body) {
        if (body.length() > MAX_BODY_BYTES) {
            answer(routing, 413, INVALID, "at most " + MAX_BODY_BYTES + " bytes");
            return;
        }
        try {
            LogoutForm.token(body.getBytes())
                    .ifPresentOrElse(
                            token -> take(routing, token),
                            () -> answer(routing, 400, INVALID, "logout_token is missing"));
        } catch (IllegalArgumentException e) {
            answer(routing, 400, INVALID, String.valueOf(e.getMessage()));
        }
    }

    private void take(RoutingContext routing, String token) {
        tokens.verify(token).thenCompose(this::announce).whenComplete((done, failure) -> conclude(routing, failure));
    }

    private CompletionStage<Void> announce(LogoutToken token) {
        try {
            String issuer = token.realm().issuer();
            String id = token.claims().getJwtId();
            if (board.knows(issuer, id)) {
                throw new InvalidToken("came before");
            }
            Instant at = Instant.ofEpochSecond(token.claims().getIssuedAt().getValue());
            return board.announce(new SignOut(
                            issuer, token.text("sid"), token.claims().getSubject(), at, id))
                    .toCompletableFuture()
                    .copy()
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (MalformedClaimException e) {
            throw new InvalidToken(e.getClass().getSimpleName());
        }
    }

    private static void conclude(RoutingContext routing, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause == null) {
            routing.response()
                    .setStatusCode(200)
                    .putHeader("Cache-Control", "no-store")
                    .end();
        } else if (cause instanceof InvalidToken) {
            LOG.log(System.Logger.Level.WARNING, "A logout token was refused: {0}", cause.getMessage());
            answer(routing, 400, INVALID, "the logout token is not valid");
        } else {
            LOG.log(System.Logger.Level.WARNING, "A logout token could not be taken: {0}", cause.toString());
            routing.response().putHeader("Retry-After", "5");
            answer(routing, 503, "temporarily_unavailable", "it cannot be taken now");
        }
    }

    private static void answer(RoutingContext routing, int status, String error, String description) {
        routing.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(new JsonObject()
                        .put("error", error)
                        .put("error_description", description)
                        .toBuffer());
    }
}
