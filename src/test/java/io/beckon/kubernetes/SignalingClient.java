package io.beckon.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.wire.Encoding;
import io.beckon.wire.RawWebSocket;
import io.beckon.wire.RawWebSocket.Frame;
import io.beckon.wire.UpgradeRequest;
import java.util.Map;

/** Somebody on a connection, who reads when it is asked what came. */
final class SignalingClient implements AutoCloseable {

    private final RawWebSocket socket;

    SignalingClient(UpgradeRequest request) {
        socket = request.subprotocols(Encoding.JSON.subprotocol()).open();
        await("welcome");
    }

    SignalingClient send(Map<String, Object> frame) {
        socket.send(Frame.of(Encoding.JSON.opcode(), Encoding.JSON.write(frame)));
        return this;
    }

    /** The next frame of this type; what comes before it is dropped. */
    JsonNode await(String type) {
        for (Frame frame = socket.read(); frame != null; frame = socket.read()) {
            if (frame.opcode() == RawWebSocket.TEXT) {
                JsonNode read = Encoding.JSON.read(frame.payload());
                if (read.path("type").asText().equals(type)) {
                    return read;
                }
                if (read.path("type").asText().equals("error")) {
                    throw new AssertionError(read);
                }
            }
        }
        throw new AssertionError("the connection ended without " + type);
    }

    @Override
    public void close() {
        socket.close();
    }
}
