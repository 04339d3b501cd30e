package io.beckon.app;

import io.beckon.announcement.SignOutBoard;
import io.beckon.development.DevelopmentTokens;
import io.beckon.development.TokenEndpoint;
import io.beckon.identity.AccessPolicy;
import io.beckon.identity.TokenVerifier;
import io.beckon.transport.BodyFailure;
import io.beckon.transport.Cors;
import io.beckon.transport.Origins;
import io.beckon.transport.http.SignInPage;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The service signs whatever name it is given. */
record DevelopmentIdentity(DevelopmentTokens development, String host, Duration longestTokenLife, Origins origins)
        implements Identity {

    @Override
    public TokenVerifier tokens() {
        return development;
    }

    @Override
    public AccessPolicy access() {
        return AccessPolicy.BY_TOKEN;
    }

    @Override
    public List<SignInPage.Realm> realms() {
        return List.of();
    }

    @Override
    public void routes(Router router, SignOutBoard board) {
        TokenEndpoint endpoint = new TokenEndpoint(development, longestTokenLife, origins::permit);
        router.route(TokenEndpoint.PATH).handler(this::answerPages);
        router.options(TokenEndpoint.PATH).handler(endpoint::describe);
        router.post(TokenEndpoint.PATH)
                .handler(BodyHandler.create(false).setBodyLimit(TokenEndpoint.MAX_BODY_BYTES))
                .handler(endpoint::handle)
                .failureHandler(BodyFailure::handle);
    }

    private void answerPages(RoutingContext routing) {
        if (origins.permit(routing.request())) {
            Cors.allow(routing.request(), "POST, OPTIONS");
        }
        routing.next();
    }

    @Override
    public void everySecond(SignOutBoard board) {}

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public Optional<String> warning() {
        return Optional.of("""

                ****************************************************************************
                  DEVELOPMENT IDENTITY: anybody on this machine gets a token for any user.
                  It listens on %s only. Do not put a proxy in front of it.
                ****************************************************************************""".formatted(host));
    }
}
