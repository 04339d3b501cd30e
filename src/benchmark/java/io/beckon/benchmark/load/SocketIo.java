package io.beckon.benchmark.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Socket.IO (Engine.IO 4) over a WebSocket: a server with the events {@code join} (room) and {@code signal} (message). */
public final class SocketIo extends Dialect {

    private static final String OPEN = "0";
    private static final String PING = "2";
    private static final String PONG = "3";
    private static final String CONNECT = "40";
    private static final String EVENT = "42";

    public SocketIo() {
        super(Encoding.JSON);
    }

    @Override
    String uri(Client client) {
        return "/socket.io/?EIO=4&transport=websocket";
    }

    @Override
    String greeting() {
        return CONNECT;
    }

    @Override
    String join(Client client) {
        return EVENT
                + encoding()
                        .write(JsonNodeFactory.instance.arrayNode().add("join").add(client.room));
    }

    @Override
    String prefix(Client client, Kind kind) {
        return EVENT + "[\"signal\",";
    }

    @Override
    String suffix() {
        return "]";
    }

    @Override
    JsonNode read(String frame) {
        return object(frame.startsWith("4") ? frame.substring(0, Math.min(2, frame.length())) : frame.substring(0, 1));
    }

    @Override
    String reply(String frame) {
        return frame.startsWith(OPEN) ? CONNECT : frame.equals(PING) ? PONG : null;
    }
}
