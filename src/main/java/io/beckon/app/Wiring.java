package io.beckon.app;

import io.beckon.admin.Desk;
import io.beckon.admin.Entrance;
import io.beckon.admin.LiveSocket;
import io.beckon.development.DevelopmentTokens;
import io.beckon.identity.KeyedHash;
import io.beckon.oidc.Realms;
import io.beckon.ops.Meters;
import io.beckon.ops.NodeReadiness;
import io.beckon.ops.RoomStates;
import io.beckon.ops.Termination;
import io.beckon.transport.BodyFailure;
import io.beckon.transport.door.Doors;
import io.beckon.transport.http.CallsEndpoint;
import io.beckon.transport.http.CheckEndpoint;
import io.beckon.transport.http.IceServersEndpoint;
import io.beckon.transport.http.Nowhere;
import io.beckon.transport.http.PeopleEndpoint;
import io.beckon.transport.http.SignInPage;
import io.beckon.transport.http.WebApp;
import io.beckon.transport.http.WebFiles;
import io.beckon.transport.peerjs.PeerJsDoor;
import io.beckon.transport.websocket.Upgrade;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.DomainSocketServerStart;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Hangs the node into Quarkus: its life, its routes, its health. */
@Singleton
final class Wiring implements HttpServerOptionsCustomizer {

    private static final Logger LOG = Logger.getLogger(Wiring.class);

    /** Before the page itself. */
    private static final int FIRST = -1;

    /** Before the handlers that Quarkus has for whoever signs in to pages or REST: they do nothing here, for a twentieth of what a connection costs. */
    private static final int ALONE = -1_000;

    private final BeckonConfig config;
    private final Node node;
    private final Meters meters;
    private final Doors doors;

    Wiring(
            BeckonConfig config,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "quarkus.application.version") String version,
            Config all,
            Brokers brokers,
            Tracers tracers,
            Realms realms,
            Vertx vertx,
            MeterRegistry registry) {
        this.config = config;
        boolean development = Exposure.isDevelopment(config, !realms.isEmpty());
        Exposure.check(development, host);
        Proxies.check(all);
        this.node = new Node(
                config,
                vertx,
                InternalUrl.of(config, all, host, port),
                version,
                brokers,
                tracers::of,
                key -> development
                        ? new DevelopmentIdentity(
                                new DevelopmentTokens(KeyedHash.derivedKey(key, "development identity")),
                                host,
                                config.longestTokenLife(),
                                AllowedOrigins.of(config))
                        : new OidcIdentity(realms, config));
        this.doors = new Doors(
                (VertxInternal) vertx, DoorSettings.of(config.limits(), all, TrustedProxies.of(all)), System::nanoTime);
        this.meters = new Meters(registry);
        node.describe(meters);
        describe(doors);
    }

    private void describe(Doors doors) {
        meters.gauge("beckon.connections.open", "Connections, on all ports", doors::open)
                .gauge("beckon.connections.plain", "Connections that are no WebSockets", doors::plain)
                .gauge(
                        "beckon.requests.bytes",
                        "Memory that requests take until they are answered, about",
                        doors::requestBytes)
                .counter("beckon.connections.turned.away", "Connections that were not let in", doors::turnedAway)
                .counter("beckon.connections.sent.away", "Connections that had to go for others", doors::sentAway)
                .counter(
                        "beckon.connections.full",
                        "Times that there was no room for all: one had to go, or was not let in",
                        doors::full);
    }

    void start(@Observes StartupEvent event) {
        node.start();
        doors.hang();
        node.everySecond(doors::hang);
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            new Termination(node::stop).install();
        }
        node.identity.warning().ifPresent(LOG::warn);
        if (!(node.identity instanceof DevelopmentIdentity)) {
            new AuditSettings(config.audit()).hint(config.log()).ifPresent(LOG::info);
        }
    }

    void listens(@ObservesAsync HttpServerStart started) {
        doors.hang();
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            LOG.infof("Open http://localhost:%d", started.options().getPort());
        }
    }

    void listens(@ObservesAsync HttpsServerStart started) {
        doors.hang();
    }

    void listens(@ObservesAsync DomainSocketServerStart started) {
        doors.hang();
    }

    void routes(@Observes Router router) {
        router.route(Upgrade.PATH).order(ALONE).handler(node.upgrade::handle);
        router.route(IceServersEndpoint.PATH).handler(node.iceServers::handle);
        router.route(CallsEndpoint.PATH).handler(node.pastCalls::handle);
        router.route(PeopleEndpoint.PATH).handler(node.people::handle);
        router.route(CheckEndpoint.PATH).handler(node.check::handle);
        node.signaling.mount(router);
        node.whip.mount(router);
        node.peerJs.routes.mount(router);
        if (config.guests().enabled()) {
            node.guests.mount(router);
        }
        node.identity.routes(router, node.control);
        SignInPage page = new SignInPage(node.identity::realms, config.guests().enabled());
        router.get(SignInPage.PATH).handler(page::describe);
        WebApp webApp = new WebApp(node.identity::realms, new WebFiles(LaunchMode.current() == LaunchMode.DEVELOPMENT));
        readable(router.routeWithRegex(WebApp.PATHS)).order(FIRST).handler(webApp::protect);
        router.route(Entrance.PATHS).order(FIRST).handler(node.entrance::handle);
        router.post(Entrance.PATHS)
                .order(FIRST + 1)
                .handler(BodyHandler.create(false).setBodyLimit(Entrance.MOST_BODY_BYTES))
                .handler(Entrance::requireBody);
        router.route(Entrance.PATHS).order(FIRST).failureHandler(BodyFailure::handle);
        router.route(Entrance.PATHS).last().handler(Entrance::refusePath);
        readable(router.route(WebApp.ADMIN)).order(FIRST + 1).handler(WebApp::showAdmin);
        readable(router.route()).last().handler(Nowhere::handle);
    }

    private static Route readable(Route route) {
        return route.method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    void management(@Observes ManagementInterface management) {
        management.router().get(RoomStates.PATH).blockingHandler(new RoomStates(node::roomStates)::handle);
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        Upgrade.configure(
                options,
                Settings.bytes("beckon.limits.max-frame-bytes", config.limits().maxFrameBytes()),
                LiveSocket.SUBPROTOCOL);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customizeHttpServer(options);
    }

    @Produces
    @Singleton
    PeerJsDoor peerJs() {
        return node.peerJs.door;
    }

    @Produces
    @Singleton
    Desk desk() {
        return node.desk;
    }

    @Produces
    @Readiness
    @Singleton
    NodeReadiness readiness() {
        return new NodeReadiness(node.drain, () -> doors.trouble().or(node::trouble));
    }
}
