package io.beckon.benchmark.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnBinaryMessage;
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

/** A client of {@code signaling.v1} as the extension has it. */
@WebSocket(path = NextEdge.PATH)
public class NextSocket {

    static final TypedKey<NextEdge.Visitor> VISITOR = new TypedKey<>("visitor");

    private static final TypedKey<NextConnection> CONNECTION = new TypedKey<>("connection");

    private static final int NO_STATUS = 1005;

    private final NextEdge edge;

    NextSocket(NextEdge edge) {
        this.edge = edge;
    }

    @OnOpen
    @NonBlocking
    void opened(WebSocketConnection socket) {
        ContextInternal context = ((ContextInternal) Vertx.currentContext()).unwrap();
        NextConnection connection = new NextConnection(edge, socket, context, socket.userData().remove(VISITOR));
        socket.userData().put(CONNECTION, connection);
        connection.begin();
    }

    @OnTextMessage
    @NonBlocking
    void text(String message, WebSocketConnection socket) {
        socket.userData().get(CONNECTION).heard(message.getBytes(UTF_8), false);
    }

    @OnBinaryMessage
    @NonBlocking
    void binary(Buffer message, WebSocketConnection socket) {
        socket.userData().get(CONNECTION).heard(message.getBytes(), true);
    }

    @OnPongMessage
    @NonBlocking
    void pong(Buffer message, WebSocketConnection socket) {
        socket.userData().get(CONNECTION).livesOn();
    }

    @OnClose
    @NonBlocking
    void closed(WebSocketConnection socket) {
        NextConnection connection = socket.userData().get(CONNECTION);
        CloseReason reason = socket.closeReason();
        if (connection != null) {
            connection.lost(reason == null ? NO_STATUS : reason.getCode());
        }
    }

    /** The extension ends it; that it is gone {@link #closed} is told. */
    @OnError
    @NonBlocking
    void failed(Throwable failure, WebSocketConnection socket) {}
}
