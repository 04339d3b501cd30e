package io.beckon.benchmark.relay;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The least that relays: rooms in a map, each frame parsed for its type, and passed on as it came. */
public final class Relay extends AbstractVerticle {

    private static final Map<String, Set<ServerWebSocket>> ROOMS = new ConcurrentHashMap<>();

    private final HttpServerOptions options;

    private Relay(HttpServerOptions options) {
        this.options = options;
    }

    /** @param args the port; for TLS the files of a certificate and of its key */
    public static void main(String[] args) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(Integer.parseInt(args[0]))
                .setAcceptBacklog(4096)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
        if (args.length > 1) {
            options.setSsl(true)
                    .setKeyCertOptions(
                            new PemKeyCertOptions().setCertPath(args[1]).setKeyPath(args[2]));
        }
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1))
                .deployVerticle(() -> new Relay(options), new DeploymentOptions())
                .onFailure(error -> {
                    error.printStackTrace();
                    System.exit(1);
                });
    }

    @Override
    public void start() {
        vertx.createHttpServer(options).webSocketHandler(Relay::accept).listen();
    }

    private static void accept(ServerWebSocket socket) {
        String[] room = new String[1];
        socket.textMessageHandler(text -> {
            JsonObject message = new JsonObject(text);
            if (message.getString("type").equals("join")) {
                room[0] = message.getString("room");
                ROOMS.computeIfAbsent(room[0], key -> ConcurrentHashMap.newKeySet())
                        .add(socket);
            } else if (room[0] != null) {
                for (ServerWebSocket member : ROOMS.get(room[0])) {
                    if (member != socket) {
                        member.writeTextMessage(text);
                    }
                }
            }
        });
        socket.closeHandler(v -> {
            if (room[0] != null) {
                ROOMS.computeIfPresent(room[0], (key, members) -> {
                    members.remove(socket);
                    return members.isEmpty() ? null : members;
                });
            }
        });
        socket.exceptionHandler(error -> {});
    }
}
