package io.beckon.transport.websocket;

import io.beckon.identity.Callers;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.session.ConnectionContract;
import io.beckon.session.Limits;
import io.beckon.session.OneNode;
import io.beckon.session.Session;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A WebSocket, on a channel without a network. */
class SocketContractTest extends ConnectionContract {

    private static final class OnChannel implements Client {

        private final List<String> received = new ArrayList<>();
        private final EmbeddedChannel channel;
        private @Nullable Session session;
        private int closedWith;
        private int placesGivenBack;

        OnChannel() {
            OneNode node = new OneNode(Limits.DEFAULT);
            JsonCodec codec = new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN);
            channel = new EmbeddedChannel(new Socket(
                    node.edge,
                    node.intake,
                    Subprotocol.JSON,
                    APPROACH,
                    Limits.DEFAULT.maxFrameBytes(),
                    socket -> session = node.edge.open(Callers.of("default", "anna"), socket, codec),
                    () -> placesGivenBack++));
            settle();
            received.clear();
        }

        @Override
        public Session session() {
            return Objects.requireNonNull(session);
        }

        @Override
        public List<String> received() {
            return received;
        }

        @Override
        public void takes(boolean willing) {
            channel.unsafe().outboundBuffer().setUserDefinedWritability(1, willing);
        }

        @Override
        public void hangsUp() {
            channel.close();
        }

        @Override
        public int closedWith() {
            return closedWith;
        }

        @Override
        public int placesGivenBack() {
            return placesGivenBack;
        }

        @Override
        public void settle() {
            channel.runPendingTasks();
            for (Object frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
                if (frame instanceof TextWebSocketFrame text) {
                    received.add(text.text());
                } else if (frame instanceof CloseWebSocketFrame close) {
                    closedWith = close.statusCode();
                }
                ReferenceCountUtil.release(frame);
            }
        }
    }

    @Override
    protected Client connect() {
        return new OnChannel();
    }
}
