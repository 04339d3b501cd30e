package io.beckon.transport.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.identity.Approach;
import io.beckon.identity.Callers;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.session.Limits;
import io.beckon.session.OneNode;
import io.beckon.session.Session;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a socket reads and writes, on a channel without a network. */
class SocketTest {

    private static final String JOIN = "{\"type\":\"join\",\"room\":\"r\",\"id\":\"j\"}";
    private static final String PING = "{\"type\":\"ping\"}";

    private final AtomicReference<Session> session = new AtomicReference<>();
    private int flushes;
    private final EmbeddedChannel channel = open(40);

    /** @param burst of frames, of which there is one more in a second */
    private EmbeddedChannel open(int burst) {
        Limits usual = Limits.DEFAULT;
        OneNode node = new OneNode(new Limits(
                usual.maxFrameBytes(),
                1,
                burst,
                usual.bytesPerSecond(),
                usual.bytesBurst(),
                usual.roomsPerConnection(),
                usual.outboundQueueBytes(),
                usual.malformedPerMinute(),
                usual.rateLimitedPerTenSeconds(),
                usual.refreshesPerMinute(),
                Duration.ofSeconds(30),
                usual.perUser()));
        JsonCodec codec = new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN);
        Socket socket = new Socket(
                node.edge,
                node.intake,
                Subprotocol.JSON,
                new Approach("192.0.2.7", "192.0.2.7", null),
                usual.maxFrameBytes(),
                opened -> {
                    session.set(node.edge.open(Callers.of("default", "anna"), opened, codec));
                    return session.get();
                },
                () -> {});
        EmbeddedChannel opened = new EmbeddedChannel(
                new ChannelOutboundHandlerAdapter() {
                    @Override
                    public void flush(ChannelHandlerContext context) {
                        flushes++;
                        context.flush();
                    }
                },
                socket);
        opened.runPendingTasks();
        opened.releaseOutbound();
        return opened;
    }

    private void writable(boolean writable) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
        channel.runPendingTasks();
    }

    /** The names of the frames that have gone out since. */
    private List<String> sent() {
        List<String> sent = new ArrayList<>();
        for (Object frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
            sent.add(
                    switch (frame) {
                        case TextWebSocketFrame text -> text.text();
                        case PongWebSocketFrame pong -> "pong";
                        case CloseWebSocketFrame close -> "close " + close.statusCode();
                        default -> frame.toString();
                    });
            ReferenceCountUtil.release(frame);
        }
        return sent;
    }

    private static Object[] pings(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new PingWebSocketFrame(Unpooled.EMPTY_BUFFER))
                .toArray();
    }

    @Test
    void thePongsOfOneReadGoOutTogether() {
        flushes = 0;
        channel.writeInbound(pings(30));
        assertEquals(30, sent().size());
        assertEquals(1, flushes);
    }

    @Test
    void pingsOverTheRateAreNotAnsweredAndEndTheConnection() {
        channel.writeInbound(pings(39 + 101));
        List<String> sent = sent();
        assertEquals(40, sent.stream().filter("pong"::equals).count());
        assertEquals("close 4029", sent.getLast());
    }

    @Test
    void aMessageWithTooManyPartsIsDroppedAndTheNextIsNot() {
        channel.writeInbound(new TextWebSocketFrame(false, 0, "{"));
        for (int i = 0; i < 40 * 32; i++) {
            channel.writeInbound(new ContinuationWebSocketFrame(false, 0, " "));
        }
        channel.writeInbound(new ContinuationWebSocketFrame(true, 0, "}"));
        List<String> sent = sent();
        assertEquals(1, sent.size(), sent::toString);
        assertTrue(sent.getFirst().contains("rate-limited"), sent::toString);

        channel.writeInbound(new TextWebSocketFrame(PING));
        assertTrue(sent().getFirst().contains("rate-limited"), "a message of its own");
        assertTrue(channel.isOpen());
    }

    @Test
    void nothingIsReadWhileAnswersAreNotTaken() {
        channel.writeInbound(new TextWebSocketFrame(JOIN));
        writable(false);
        channel.writeInbound(new TextWebSocketFrame(JOIN));
        assertTrue(channel.config().isAutoRead());
        channel.writeInbound(new TextWebSocketFrame(JOIN), new TextWebSocketFrame(PING));
        assertFalse(channel.config().isAutoRead());
        assertEquals(1, sent().size());

        writable(true);
        List<String> sent = sent();
        assertEquals(3, sent.size(), sent::toString);
        assertTrue(sent.getLast().contains("pong"), sent::toString);
        assertTrue(channel.config().isAutoRead());
    }

    @Test
    @Fills("transport.websocket.Socket.MOST_DISCARDED_BYTES")
    void ofAClientThatIsSentAwayLittleIsRead() {
        session.get().close(CloseCode.TRY_AGAIN_LATER, "for this test");
        channel.runPendingTasks();
        assertEquals(List.of("close 4013"), sent());
        for (int i = 0; i < 64; i++) {
            channel.writeInbound(text(65_000));
            assertTrue(channel.config().isAutoRead(), i + " frames");
        }
        channel.writeInbound(text(65_000));
        assertFalse(channel.config().isAutoRead());
    }

    @Test
    void ofAClientThatIsAboutToBeSentAwayLittleIsRead() {
        writable(false);
        session.get().end(CloseCode.ABUSE, "for this test");
        channel.runPendingTasks();
        for (int i = 0; i < 65; i++) {
            channel.writeInbound(text(65_000));
        }
        assertFalse(channel.config().isAutoRead());

        writable(true);
        assertEquals(List.of("close 1008"), sent());
        assertFalse(channel.config().isAutoRead());
    }

    @Test
    void textInOneFrameThatIsNoUtf8EndsTheConnection() {
        channel.writeInbound(
                new TextWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'})));
        assertEquals(List.of("close 1007"), sent());
    }

    private static TextWebSocketFrame text(int bytes) {
        return new TextWebSocketFrame(Unpooled.wrappedBuffer("x".repeat(bytes).getBytes(UTF_8)));
    }
}
