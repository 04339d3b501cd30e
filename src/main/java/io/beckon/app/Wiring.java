package io.beckon.app;

import io.beckon.development.TokenEndpoint;
import io.beckon.ops.Meters;
import io.beckon.ops.NodeReadiness;
import io.beckon.ops.RoomStates;
import io.beckon.ops.Termination;
import io.beckon.transport.http.IceServersEndpoint;
import io.beckon.transport.websocket.Upgrade;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Hangs the node into Quarkus: its life, its routes, its health. */
@Singleton
final class Wiring implements HttpServerOptionsCustomizer {

    private static final Logger LOG = Logger.getLogger(Wiring.class);

    private final BeckonConfig config;
    private final String host;
    private final Node node;
    private final Meters meters;

    Wiring(
            BeckonConfig config,
            @ConfigProperty(name = "quarkus.http.host") String host,
            Config all,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry registry) {
        this.config = config;
        this.host = host;
        Exposure.check(config, host);
        Proxies.check(all);
        this.node = new Node(config, kafka);
        this.meters = new Meters(registry);
        node.describe(meters);
    }

    void start(@Observes StartupEvent event) {
        node.start();
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            new Termination(node::stop).install();
        }
        LOG.warnf("""

                ****************************************************************************
                  DEVELOPMENT IDENTITY: anybody on this machine gets a token for any user.
                  It listens on %s only. Do not put a proxy in front of it.
                ****************************************************************************""", host);
    }

    void routes(@Observes Router router) {
        router.route(Upgrade.PATH).handler(node.upgrade::handle);
        router.route(IceServersEndpoint.PATH).handler(node.iceServers::handle);
        router.post("/development/token")
                .handler(BodyHandler.create(false).setBodyLimit(TokenEndpoint.MAX_BODY_BYTES))
                .handler(new TokenEndpoint(node.developmentTokens)::handle);
    }

    void management(@Observes ManagementInterface management) {
        management.router().get(RoomStates.PATH).blockingHandler(new RoomStates(node::roomStates)::handle);
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        Upgrade.configure(options, config.limits().maxFrameBytes());
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customizeHttpServer(options);
    }

    @Produces
    @Readiness
    @Singleton
    NodeReadiness readiness() {
        return new NodeReadiness(node.drain, node::trouble);
    }
}
