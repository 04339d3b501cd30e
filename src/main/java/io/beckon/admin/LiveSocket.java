package io.beckon.admin;

import io.beckon.protocol.CloseCode;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;

/**
 * {@code /v1/admin/live} over a WebSocket, for the console: what {@link LiveResource} tells as server-sent events. It asks for no more
 * before the client has got what there was, as far as that can be told.
 */
@WebSocket(path = "/v1/admin/live")
public class LiveSocket {

    /** Offered by clients, beside the token of those who cannot set headers. */
    public static final String SUBPROTOCOL = "beckon.admin.v1";

    /** Put there by {@link LiveUpgrade}. */
    static final TypedKey<Viewing> VIEWING = new TypedKey<>("viewing");

    private static final System.Logger LOG = System.getLogger(LiveSocket.class.getName());

    private static final TypedKey<Onlookers.Seat> SEAT = new TypedKey<>("seat");

    private final Desk desk;

    LiveSocket(Desk desk) {
        this.desk = desk;
    }

    @OnOpen
    Multi<News> opened(WebSocketConnection socket) {
        Viewing viewing = socket.userData().remove(VIEWING);
        Onlookers.Seat seat = desk.onlookers().enter(viewing.operator().caller());
        if (seat == null) {
            return Multi.createFrom()
                    .<News>empty()
                    .onCompletion()
                    .call(() -> close(socket, CloseCode.TRY_AGAIN_LATER, "too many look on here"));
        }
        socket.userData().put(SEAT, seat);
        return new Watch(desk, viewing, seat)
                .events()
                .onTermination()
                .invoke(seat::leave)
                .onCompletion()
                .call(() -> close(socket, CloseCode.TOKEN_EXPIRED, "the token holds no longer"));
    }

    /** Whoever looks on has nothing to say. */
    @OnTextMessage
    Uni<Void> said(String text, WebSocketConnection socket) {
        return close(socket, CloseCode.ABUSE, "nothing is to be said here");
    }

    @OnClose
    @NonBlocking
    void closed(WebSocketConnection socket) {
        Onlookers.Seat seat = socket.userData().get(SEAT);
        if (seat != null) {
            seat.leave();
        }
    }

    /** Most often the client has gone without a word; the extension would write an error to the log. */
    @OnError
    Uni<Void> failed(Throwable failure, WebSocketConnection socket) {
        if (failure instanceof IOException || socket.isClosed()) {
            LOG.log(System.Logger.Level.DEBUG, "a connection has failed", failure);
        } else {
            LOG.log(System.Logger.Level.ERROR, "what is new could not be told", failure);
        }
        return close(socket, CloseCode.INTERNAL_ERROR, "internal error");
    }

    private static Uni<Void> close(WebSocketConnection socket, CloseCode code, String reason) {
        return socket.isOpen()
                ? socket.close(new CloseReason(code.number(), reason))
                : Uni.createFrom().voidItem();
    }
}
