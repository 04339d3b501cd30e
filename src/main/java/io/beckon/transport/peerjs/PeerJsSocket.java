package io.beckon.transport.peerjs;

import io.beckon.protocol.CloseCode;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.InboundProcessingMode;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.ContextInternal;
import java.io.IOException;
import java.util.concurrent.CompletionStage;

/**
 * The WebSocket of a PeerJS client: {@code path} + {@code peerjs}, where {@code path} is {@code /}; {@link PeerJsRoutes} leads others here. All that happens is
 * handled on the connection's event loop at once, and so in its order: the extension's own queue (SERIAL) is not needed.
 */
@WebSocket(path = PeerJsSocket.PATH, inboundProcessingMode = InboundProcessingMode.CONCURRENT)
public class PeerJsSocket {

    private static final System.Logger LOG = System.getLogger(PeerJsSocket.class.getName());

    static final String PATH = "/peerjs";

    /** Put there by {@link PeerJsUpgrade}. */
    static final TypedKey<Visitor> VISITOR = new TypedKey<>("visitor");

    private static final TypedKey<PeerConnection> CONNECTION = new TypedKey<>("connection");

    private static final TypedKey<String> PEER_ID = new TypedKey<>("peerId");

    private static final int NO_STATUS = 1005;

    private final PeerJsDoor door;

    PeerJsSocket(PeerJsDoor door) {
        this.door = door;
    }

    @OnOpen
    @NonBlocking
    void opened(WebSocketConnection socket) {
        Visitor visitor = socket.userData().remove(VISITOR);
        socket.userData().put(PEER_ID, visitor.id());
        ContextInternal context = ((ContextInternal) Vertx.currentContext()).unwrap();
        socket.userData().put(CONNECTION, door.greet(new SocketLine(socket), context, visitor));
    }

    @OnTextMessage
    @NonBlocking
    void said(String text, WebSocketConnection socket) {
        socket.userData().get(CONNECTION).heard(text);
    }

    @OnPongMessage
    @NonBlocking
    void ponged(Buffer answer, WebSocketConnection socket) {
        if (answer.length() == Long.BYTES) {
            socket.userData().get(CONNECTION).arrived().answered(answer.getLong(0));
        }
    }

    /** No code is a goodbye, as 1000 is of {@code signaling.v1}: whoever has gone for good said LEAVE, and others come again with their token. */
    @OnClose
    @NonBlocking
    void closed(WebSocketConnection socket) {
        PeerConnection connection = socket.userData().get(CONNECTION);
        CloseReason reason = socket.closeReason();
        if (connection != null) {
            int code = reason == null ? NO_STATUS : reason.getCode();
            connection.lost(code == CloseCode.NORMAL.number() ? NO_STATUS : code);
        }
    }

    /** Most often the client has gone without a word; the extension would write an error to the log. */
    @OnError
    @NonBlocking
    void failed(Throwable failure, WebSocketConnection socket) {
        PeerConnection connection = socket.userData().get(CONNECTION);
        if (failure instanceof IOException || connection == null) {
            LOG.log(System.Logger.Level.DEBUG, "a connection has failed", failure);
        } else {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a frame could not be taken: peerId=" + socket.userData().get(PEER_ID),
                    failure);
            connection.close(CloseCode.INTERNAL_ERROR, "internal error");
        }
    }

    private record SocketLine(WebSocketConnection socket) implements Line {

        @Override
        public CompletionStage<Void> send(String text) {
            return socket.sendText(text).subscribeAsCompletionStage();
        }

        @Override
        public void ping(long answer) {
            socket.sendPing(Buffer.buffer(Long.BYTES).appendLong(answer))
                    .subscribe()
                    .with(sent -> {}, failure -> {});
        }

        @Override
        public void close(int code, String reason) {
            socket.close(new CloseReason(code, reason)).subscribe().with(closed -> {}, failure -> {});
        }
    }
}
