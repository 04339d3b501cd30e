package io.beckon.transport.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrameLimitTest {

    private long now = Long.MIN_VALUE / 2;

    private final EmbeddedChannel channel = new EmbeddedChannel(new FrameLimit(() -> now));

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

    @ParameterizedTest
    @EnumSource
    void tooManyFramesThatAreNoMessagesEndTheConnection(Kind kind) {
        says(kind, FrameLimit.MOST_A_SECOND);
        now += TimeUnit.SECONDS.toNanos(1);
        says(kind, FrameLimit.MOST_A_SECOND);
        assertTrue(channel.isOpen());
        assertEquals(2 * FrameLimit.MOST_A_SECOND, channel.inboundMessages().size());
        channel.writeInbound(of(kind), of(kind));
        assertEquals(2 * FrameLimit.MOST_A_SECOND, channel.inboundMessages().size());
        CloseWebSocketFrame close = channel.readOutbound();
        assertEquals(1008, close.statusCode());
        assertNull(channel.readOutbound(), "it is said once");
        assertFalse(channel.isOpen());
        close.release();
        channel.releaseInbound();
    }

    @Test
    void messagesAreForThoseWhoReadThem() {
        for (int i = 0; i < 10 * FrameLimit.MOST_A_SECOND; i++) {
            channel.writeInbound(new TextWebSocketFrame("{}"));
        }
        assertTrue(channel.isOpen());
        channel.releaseInbound();
    }

    private void says(Kind kind, int frames) {
        for (int i = 0; i < frames; i++) {
            channel.writeInbound(of(kind));
        }
    }

    private static WebSocketFrame of(Kind kind) {
        return switch (kind) {
            case PING -> ping();
            case PONG -> new PongWebSocketFrame();
            case BEGINNING -> new TextWebSocketFrame(false, 0, "");
            case PART -> new ContinuationWebSocketFrame(false, 0, Unpooled.EMPTY_BUFFER);
        };
    }

    private enum Kind {
        PING,
        PONG,
        BEGINNING,
        PART
    }
}
