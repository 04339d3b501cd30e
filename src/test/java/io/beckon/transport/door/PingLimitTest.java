package io.beckon.transport.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import org.junit.jupiter.api.Test;

class PingLimitTest {

    private final EmbeddedChannel channel = new EmbeddedChannel(new PingLimit());

    private void readsNothing(boolean nothing) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, !nothing);
    }

    private static PingWebSocketFrame ping() {
        return new PingWebSocketFrame(Unpooled.copiedBuffer(new byte[125]));
    }

    @Test
    void pingsOfAClientThatReadsAreAnswered() {
        PingWebSocketFrame ping = ping();
        channel.writeInbound(ping);
        assertSame(ping, channel.readInbound());
        ping.release();
    }

    @Test
    void thoseOfAClientThatDoesNotReadArePassedOver() {
        readsNothing(true);
        PingWebSocketFrame ping = ping();
        channel.writeInbound(ping);
        assertTrue(channel.inboundMessages().isEmpty());
        assertEquals(0, ping.refCnt());

        TextWebSocketFrame text = new TextWebSocketFrame("{}");
        channel.writeInbound(text);
        assertSame(text, channel.readInbound());
        text.release();

        readsNothing(false);
        ping = ping();
        channel.writeInbound(ping);
        assertSame(ping, channel.readInbound());
        ping.release();
    }
}
