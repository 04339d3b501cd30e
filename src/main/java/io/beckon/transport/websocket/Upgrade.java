package io.beckon.transport.websocket;

import io.beckon.identity.Approach;
import io.beckon.identity.Caller;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.MessageCodec;
import io.beckon.session.Edge;
import io.beckon.session.Intake;
import io.beckon.transport.Admissions;
import io.beckon.transport.Approaches;
import io.beckon.transport.BrowserToken;
import io.beckon.transport.ClientAddress;
import io.beckon.transport.Gate;
import io.beckon.transport.Problem;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The request for a WebSocket, {@code GET /v1/ws}: its checks, in the order of the contract, and the switch of protocols. Without
 * an upgrade the same checks are made and the answer is 426, so that a page can ask why it was refused.
 */
public final class Upgrade {

    public static final String PATH = "/v1/ws";

    private static final System.Logger LOG = System.getLogger(Upgrade.class.getName());

    /**
     * Handlers of HTTP that Vert.x leaves in the pipeline: one ends idle connections, which have their heartbeat here, the other sends files in parts.
     */
    private static final List<String> UNNEEDED = List.of("idle", "chunkedWriter");

    private final Gate gate;
    private final Admissions admissions;
    private final Edge edge;
    private final Intake intake;
    private final MessageCodec json;
    private final MessageCodec cbor;
    private final int maxFrameBytes;
    private final BooleanSupplier hasRoom;
    private volatile boolean draining;

    /** @param hasRoom whether the node can see to one more connection now */
    public Upgrade(
            Gate gate,
            Admissions admissions,
            Edge edge,
            Intake intake,
            MessageCodec json,
            MessageCodec cbor,
            int maxFrameBytes,
            BooleanSupplier hasRoom) {
        this.gate = gate;
        this.admissions = admissions;
        this.edge = edge;
        this.intake = intake;
        this.json = json;
        this.cbor = cbor;
        this.maxFrameBytes = maxFrameBytes;
        this.hasRoom = hasRoom;
    }

    /**
     * What the HTTP server has to know of WebSockets. Compression is not negotiated.
     *
     * @param others sub-protocols of other WebSockets than those here
     */
    public static void configure(HttpServerOptions options, int maxFrameBytes, String... others) {
        options.setWebSocketSubProtocols(Stream.concat(Subprotocol.wireNames().stream(), Arrays.stream(others))
                .toList());
        options.setMaxWebSocketFrameSize(maxFrameBytes);
        options.setMaxWebSocketMessageSize(maxFrameBytes);
        options.setPerMessageWebSocketCompressionSupported(false);
        options.setPerFrameWebSocketCompressionSupported(false);
    }

    /** Takes no new connection any more. */
    public void drain() {
        draining = true;
    }

    public void handle(RoutingContext routing) {
        if (gate.passes(routing.request(), HttpMethod.GET)) {
            authenticate(routing);
        }
    }

    private void authenticate(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        BrowserToken offered = BrowserToken.offeredBy(request);
        if (offered.isUnclear(request)) {
            gate.refuse(routing, null);
        } else {
            gate.identify(routing, offered.token(request), caller -> admit(routing, caller, offered));
        }
    }

    private void admit(RoutingContext routing, Caller caller, BrowserToken offered) {
        HttpServerRequest request = routing.request();
        String address = ClientAddress.networkOf(request);
        if (draining || !hasRoom.getAsBoolean()) {
            gate.refuseUnserved(routing);
            return;
        }
        int waitSeconds = admissions.waitSeconds(caller);
        if (waitSeconds > 0) {
            gate.refuseForNow(routing, caller, waitSeconds);
        } else if (!admissions.enter(caller, address)) {
            gate.refuseForNow(routing, caller, 0);
        } else if (!select(routing, caller, offered, address)) {
            admissions.leave(caller, address);
        }
    }

    /** @return whether the connection is on its way */
    private boolean select(RoutingContext routing, Caller caller, BrowserToken offered, String address) {
        HttpServerRequest request = routing.request();
        Subprotocol subprotocol = Subprotocol.select(offered.protocols());
        boolean browserWithoutAny =
                !offered.headers().isEmpty() && offered.protocols().isEmpty();
        if (subprotocol == null || browserWithoutAny) {
            gate.refuse(routing, caller);
            return false;
        }
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            if (request.version() != HttpVersion.HTTP_2) {
                // HTTP/2 knows neither (RFC 9113 section 8.2.2).
                request.response().putHeader("Upgrade", "websocket").putHeader("Connection", "Upgrade");
            }
            Problem.UPGRADE_REQUIRED.answer(request.response());
            return false;
        }
        offer(request, offered.protocols().isEmpty() ? null : subprotocol);
        Approach client = Approaches.of(request);
        request.toWebSocket()
                .onSuccess(webSocket -> {
                    request.headers().clear();
                    try {
                        open(
                                request.connection(),
                                socket(caller, subprotocol, client, () -> admissions.leave(caller, address)));
                    } catch (RuntimeException e) {
                        LOG.log(
                                System.Logger.Level.ERROR,
                                "a connection could not be opened: user=" + caller.user(),
                                e);
                        admissions.leave(caller, address);
                        webSocket.close((short) CloseCode.INTERNAL_ERROR.number());
                    }
                })
                .onFailure(refused -> admissions.leave(caller, address));
        return true;
    }

    /** The handshake is to see what was selected, and nothing else. */
    private static void offer(HttpServerRequest request, @Nullable Subprotocol selected) {
        request.headers().remove("Sec-WebSocket-Protocol");
        if (selected != null) {
            request.headers().set("Sec-WebSocket-Protocol", selected.wireName());
        }
    }

    /**
     * From here on the service speaks with the channel itself: only so can it encode a frame once for all its receivers, stop
     * reading, and answer broken framing with the code that says so. See ADR 0008. The request's headers, the token among them,
     * would stay in memory as long as the connection.
     */
    private static void open(HttpConnection connection, Socket opened) {
        ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
        for (String unneeded : UNNEEDED) {
            if (pipeline.get(unneeded) != null) {
                pipeline.remove(unneeded);
            }
        }
        pipeline.addBefore("handler", "utf8", new Utf8Check());
        pipeline.addBefore("handler", "socket", opened);
    }

    private Socket socket(Caller caller, Subprotocol subprotocol, Approach client, Runnable onGone) {
        MessageCodec codec = switch (subprotocol) {
            case JSON -> json;
            case CBOR -> cbor;
        };
        return new Socket(
                edge, intake, subprotocol, client, maxFrameBytes, socket -> edge.open(caller, socket, codec), onGone);
    }
}
