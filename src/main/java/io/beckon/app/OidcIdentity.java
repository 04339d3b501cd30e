package io.beckon.app;

import io.beckon.announcement.NotBefore;
import io.beckon.announcement.SignOutBoard;
import io.beckon.identity.AccessPolicy;
import io.beckon.identity.TokenVerifier;
import io.beckon.oidc.AccessTokens;
import io.beckon.oidc.BackChannelLogout;
import io.beckon.oidc.Decisions;
import io.beckon.oidc.RealmWatch;
import io.beckon.oidc.Realms;
import io.beckon.transport.RequestThread;
import io.beckon.transport.http.SignInPage;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Realms of Keycloak, or of what speaks OpenID Connect as it does. */
final class OidcIdentity implements Identity {

    private final BeckonConfig config;
    private final Set<String> clients;
    private final Realms realms;
    private final AccessTokens tokens;
    private final AccessPolicy access;
    private final RealmWatch watch;

    OidcIdentity(Realms realms, BeckonConfig config) {
        RealmSettings.check(realms.settings(), config.oidc().introspectOnResume());
        AccessSettings settings = new AccessSettings(config.access());
        if (settings.asksKeycloak()) {
            RealmSettings.checkDeciding(realms.settings());
        }
        this.config = config;
        this.clients = config.oidc().clients().map(Set::copyOf).orElse(Set.of());
        this.realms = realms;
        this.tokens = new AccessTokens(
                realms, settings::rules, clients, config.oidc().introspectOnResume(), settings.asksKeycloak());
        this.access =
                settings.asksKeycloak() ? new Decisions(realms, config.access().decisionLife()) : AccessPolicy.BY_TOKEN;
        this.watch = new RealmWatch(realms, config.oidc().pollInterval());
    }

    @Override
    public TokenVerifier tokens() {
        return tokens;
    }

    @Override
    public AccessPolicy access() {
        return access;
    }

    @Override
    public List<SignInPage.Realm> realms() {
        return realms.describe().stream()
                .map(realm -> new SignInPage.Realm(
                        realm.tenant(),
                        realm.issuer(),
                        config.oidc().pageClient().orElse(realm.client())))
                .toList();
    }

    @Override
    public void routes(Router router, SignOutBoard board) {
        BackChannelLogout logout = new BackChannelLogout(realms, clients, board);
        router.post(BackChannelLogout.PATH).handler(routing -> {
            RequestThread.askForBody(routing);
            logout.handle(routing);
        });
        router.route(BackChannelLogout.PATH).handler(BackChannelLogout::refuseMethod);
    }

    @Override
    public void everySecond(SignOutBoard board) {
        watch.look(System.nanoTime(), (issuer, time) -> board.announce(new NotBefore(issuer, time)));
    }

    @Override
    public Optional<String> trouble() {
        return realms.trouble();
    }

    @Override
    public Optional<String> warning() {
        return config.oidc().pageClient().isPresent()
                ? Optional.empty()
                : Optional.of(
                        "beckon.oidc.page-client is not set: the web app signs in as the service's own client, which"
                                + " then has to be a public one with the page's redirect URIs. With the clients of docs/sso.md set"
                                + " beckon.oidc.page-client=beckon-web");
    }
}
