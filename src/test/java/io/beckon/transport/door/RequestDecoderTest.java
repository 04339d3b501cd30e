package io.beckon.transport.door;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDecoderTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String GET = "GET /x HTTP/1.1\r\nHost: a\r\n";
    private static final String POST = "POST /x HTTP/1.1\r\nHost: a\r\n";
    private static final int FIELDS = 8192;
    private static final int ALL = 65_536;

    private long now;
    private boolean mayAsk = true;
    private final DoorRules rules =
            new DoorRules(0, 0, 0, 1, 1 << 20, TIMEOUT, new HeadLimits(4096, FIELDS, ALL), address -> false);
    private final Guests guests = new Guests(rules);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Visit visit = new Visit("a", channel, guests, rules, () -> now);

    @BeforeEach
    void letIn() {
        channel.freezeTime();
        channel.config().setWriteBufferWaterMark(Visit.SMALL);
        guests.enter(visit);
        channel.closeFuture().addListener(ended -> visit.ends());
        channel.pipeline()
                .addLast(RequestDecoder.NAME, new RequestDecoder(visit, rules.heads(), () -> mayAsk))
                .addLast(new AnswerWatch(visit));
        visit.arrives();
    }

    @AfterEach
    void nothingIsLeft() {
        channel.finishAndReleaseAll();
        assertEquals(0, guests.open());
        assertEquals(0, guests.weight());
    }

    private void send(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
    }

    private void pass(Duration time) {
        now += time.toNanos();
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    private void answer() {
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        ReferenceCountUtil.release(channel.readOutbound());
        channel.runPendingTasks();
    }

    /** The path of the next request that came through, whole; {@code null}: none has. */
    private String request() {
        HttpRequest request = channel.readInbound();
        if (request == null) {
            return null;
        }
        Object last = channel.readInbound();
        while (last != null && !(last instanceof LastHttpContent)) {
            assertInstanceOf(HttpContent.class, last);
            ReferenceCountUtil.release(last);
            last = channel.readInbound();
        }
        assertNotNull(last, "the request is whole");
        ReferenceCountUtil.release(last);
        return request.uri();
    }

    /** The status of what the decoder answered itself, which the end follows. */
    private int refusal() {
        assertNull(channel.readInbound(), "it went no further");
        ByteBuf answer = channel.readOutbound();
        assertNotNull(answer, "there is an answer");
        String text = answer.toString(US_ASCII);
        answer.release();
        int status = Integer.parseInt(text.substring(9, 12));
        assertTrue(text.contains("\r\nConnection: close\r\n"), text);
        assertTrue(text.contains("\"status\":" + status), text);
        assertTrue(text.endsWith("}"), text);
        assertEquals(status == 429 || status == 503, text.contains("\r\nRetry-After: "));
        assertTrue(text.contains("\r\nAccess-Control-Allow-Origin: *\r\n"), text);
        assertTrue(text.contains("\r\nAccess-Control-Expose-Headers: Retry-After\r\n"), text);
        assertTrue(channel.isOpen(), "the client has time to read it");
        pass(Duration.ofSeconds(1));
        assertFalse(channel.isOpen());
        return status;
    }

    @Test
    void aRequestComesThroughAtOnceOrByteByByte() {
        send(GET + "Accept: */*\r\n\r\n");
        assertEquals("/x", request());
        answer();
        for (char c : (POST + "Content-Length: 3\r\n\r\nabc").toCharArray()) {
            send(String.valueOf(c));
        }
        assertEquals("/x", request());
    }

    @Test
    void aHeadMayHaveSoManyLines() {
        send(GET + "a:\r\n".repeat(HeadLimits.MOST_LINES - 1) + "\r\n");

        assertEquals("/x", request());
    }

    @Test
    @Fills("transport.door.HeadLimits.MOST_LINES")
    void butNotOneMore() {
        send(GET + "a:\r\n".repeat(HeadLimits.MOST_LINES));

        assertEquals(431, refusal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a:b", "a:99999999", "a:-1", "http://a", "a/b", "a b", "a@b", "[::1", "[::g]", "a:1:2", "::1"})
    void aBrokenHostIsNone(String host) {
        send("GET /x HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

        assertEquals(400, refusal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "A.example.:", "a:80", "[::1]", "[2001:db8::1]:8443", "a_b.local", "xn--a:1"})
    void aHostMayBeANameOrAnAddressWithAPort(String host) {
        send("GET /x HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

        assertEquals("/x", request());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsThrownWhereNobodyCatchesItIsAnswered(boolean isOfARequest) {
        RuntimeException thrown = isOfARequest ? new IllegalArgumentException("odd") : new IllegalStateException("odd");
        channel.pipeline().addLast(new FaultWatch(visit)).addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                ReferenceCountUtil.release(message);
                assertTrue(FaultWatch.takes(thrown));
            }
        });
        send(GET + "\r\n");

        assertFalse(FaultWatch.takes(thrown), "it is of no request any more");
        assertEquals(isOfARequest ? 400 : 500, refusal());
    }

    @Test
    void theLimitOfLinesIsThatOfEachRequest() {
        for (int i = 0; i < 5; i++) {
            send(GET + "a:\r\n".repeat(HeadLimits.MOST_LINES - 1) + "\r\n");
            assertEquals("/x", request());
            answer();
        }
        send(GET + "a:\r\n".repeat(HeadLimits.MOST_LINES));

        assertEquals(431, refusal());
    }

    @Test
    void alsoWhenRequestsComeTogetherAndAreAnsweredAtOnce() {
        send((GET + "\r\n").repeat(3) + GET + "a:\r\n".repeat(HeadLimits.MOST_LINES));
        for (int i = 0; i < 3; i++) {
            assertEquals("/x", request());
            answer();
        }

        assertEquals(431, refusal());
    }

    @Test
    void blankLinesBeforeItAreAsManyAtMost() {
        send("\r\n".repeat(5) + GET + "\r\n");
        assertEquals("/x", request());
        answer();
        send("\r\n".repeat(HeadLimits.MOST_LINES + 1));

        assertEquals(431, refusal());
    }

    @Test
    void fieldsFillTheirBytes() {
        send(GET + "a: " + "b".repeat(FIELDS - "Host: a".length() - "a: ".length()) + "\r\n\r\n");

        assertEquals("/x", request());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a: ", "Cookie: ", "Sec-WebSocket-Protocol: ", "Proxy-Authorization: ", "X-Authorization: "})
    @Fills("beckon.limits.request-head-bytes")
    void andNotOneMoreWhetherTheirLineEndsOrNot(String name) {
        send(GET + name + "b".repeat(FIELDS - "Host: a".length() - name.length() + 1));

        assertEquals(431, refusal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer ",
                "aUTHORIZATION:",
                "Sec-WebSocket-Protocol: signaling.v1.json, quarkus-http-upgrade#Authorization#Bearer%20",
                "sec-websocket-protocol: Quarkus-HTTP-Upgrade%23Authorization%23Bearer%2520"
            })
    void aTokenHasMoreBytesInWhateverPieces(String line) {
        send(GET + line);
        for (int i = 0; i < 20; i++) {
            send("t".repeat(3000));
        }
        send("\r\nAccept: " + "b".repeat(4000) + "\r\n\r\n");

        assertEquals("/x", request());
    }

    @Test
    void butNotForEver() {
        send(GET + "Authorization: " + "t".repeat(ALL));

        assertEquals(431, refusal());
    }

    @Test
    void severalTokensShareThem() {
        send(GET + ("Authorization: " + "t".repeat(ALL / 2) + "\r\n").repeat(2));

        assertEquals(431, refusal());
    }

    @Test
    void theBufferOfALargeHeadGoesWithItsAnswer() {
        RequestDecoder first = channel.pipeline().get(RequestDecoder.class);
        send(GET + "Authorization: " + "t".repeat(20_000) + "\r\n\r\n");
        assertEquals("/x", request());
        assertTrue(guests.weight() >= 60_000, "it counts while it is answered: " + guests.weight());
        answer();

        assertEquals(0, guests.weight());
        assertNotSame(first, channel.pipeline().get(RequestDecoder.class));
        assertEquals(Visit.Phase.IDLE, visit.phase());
        send(GET + "\r\n");
        assertEquals("/x", request());
    }

    @Test
    void theRequestLineHasItsOwnLimit() {
        send("GET /" + "x".repeat(4096));

        assertEquals(414, refusal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1|",
                "GET / HTTP/1.1|Host: a|Host: a|",
                "GET / HTTP/1.0|Host: a|Host: b|",
                "GET / HTTP/1.1|Host: a|No-Colon|",
                "GET / HTTP/1.1|Host: a|b: c| folded|",
                "GET / HTTP/1.1|Host: a|b : c|",
                "POST / HTTP/1.1|Host: a|Content-Length: 3|Transfer-Encoding: chunked|",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Content-Length: 3|",
                "POST / HTTP/1.1|Host: a|Content-Length: 3|Content-Length: 4|",
                "POST / HTTP/1.1|Host: a|Content-Length: 3, 4|",
                "POST / HTTP/1.1|Host: a|Content-Length: -3|",
                "POST / HTTP/1.1|Host: a|Content-Length: +3|",
                "POST / HTTP/1.1|Host: a|Content-Length: 99999999999999999999|",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked|",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked, chunked|",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding: chunked|",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: identity|",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: xchunked|",
                "POST / HTTP/1.0|Host: a|Transfer-Encoding: chunked|"
            })
    void whatOthersMightReadInAnotherWayIsNoRequest(String head) {
        send(head.replace("|", "\r\n") + "\r\n");

        assertEquals(400, refusal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/2.0", "HTTP/1.2", "HTTP/3.0"})
    void otherVersionsAreNotSpoken(String version) {
        send("GET / " + version + "\r\nHost: a\r\n\r\n");

        assertEquals(505, refusal());
    }

    @Test
    void noHostIsFineInTheOldVersion() {
        send("GET /x HTTP/1.0\r\n\r\n");

        assertEquals("/x", request());
    }

    @Test
    void anOfferOfHttp2IsTakenAway() {
        send(GET + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: H2C\r\nHTTP2-Settings: AAMA\r\n\r\n");

        HttpRequest request = channel.readInbound();
        assertFalse(request.headers().contains("Upgrade"));
        assertFalse(request.headers().contains("HTTP2-Settings"));
    }

    @Test
    @Fills("transport.door.HeadLimits.MOST_BODY_BYTES")
    void bodiesOfWhateverFramingHaveALimit() {
        String most = "x".repeat(HeadLimits.MOST_BODY_BYTES);
        send(POST + "Content-Length: " + most.length() + "\r\n\r\n" + most);
        assertEquals("/x", request());
        answer();
        send(POST + "Transfer-Encoding: chunked\r\n\r\n10000\r\n" + most + "\r\n0\r\n\r\n");
        assertEquals("/x", request());
        answer();
        send(POST + "Content-Length: " + (most.length() + 1) + "\r\n\r\n");

        assertEquals(413, refusal());
    }

    @Test
    void soDoChunkedOnes() {
        send(POST + "Transfer-Encoding: chunked\r\n\r\n");
        assertInstanceOf(HttpRequest.class, channel.readInbound());
        String chunk = "1000\r\n" + "x".repeat(4096) + "\r\n";
        for (int i = 0; i < HeadLimits.MOST_BODY_BYTES / 4096; i++) {
            send(chunk);
            ReferenceCountUtil.release(channel.readInbound());
        }
        send(chunk);

        assertEquals(413, refusal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\n", "3\r\nabcd\r\n", "0\r\na: b\r\n\r\n", "-1\r\n"})
    void aBodyThatIsBrokenIsRefused(String body) {
        send(POST + "Transfer-Encoding: chunked\r\n\r\n");
        assertInstanceOf(HttpRequest.class, channel.readInbound());
        send(body);
        HttpContent begun = channel.readInbound();
        if (begun != null) {
            assertEquals("abc", begun.content().toString(US_ASCII));
            begun.release();
        }

        assertEquals(400, refusal());
    }

    @Test
    void aHeadHasItsTimeHoweverItTrickles() {
        send("GET / HTTP/1.1\r\n");
        for (int i = 0; i < 19; i++) {
            pass(Duration.ofSeconds(1));
            send("a: b\r\n");
        }
        assertTrue(channel.isOpen());
        pass(Duration.ofSeconds(1));

        assertEquals(408, refusal());
    }

    @Test
    void soHasEachFurtherOne() {
        send(GET + "\r\n");
        request();
        answer();
        pass(Duration.ofSeconds(60));
        assertTrue(channel.isOpen(), "idle connections end otherwise");
        send("GET");
        pass(Duration.ofSeconds(19));
        assertTrue(channel.isOpen());
        pass(Duration.ofSeconds(1));

        assertEquals(408, refusal());
    }

    @Test
    void soHasABody() {
        pass(Duration.ofSeconds(19));
        send(POST + "Content-Length: 3\r\n\r\na");
        assertInstanceOf(HttpRequest.class, channel.readInbound());
        ReferenceCountUtil.release(channel.readInbound());
        pass(Duration.ofSeconds(19));
        assertTrue(channel.isOpen(), "its time begins with it");
        pass(Duration.ofSeconds(1));

        assertEquals(408, refusal());
    }

    @Test
    void aBodyThatNobodyWaitsForEndsWithoutASecondAnswer() {
        send(POST + "Content-Length: 3\r\n\r\na");
        ReferenceCountUtil.release(channel.readInbound());
        ReferenceCountUtil.release(channel.readInbound());
        answer();
        pass(TIMEOUT);

        assertFalse(channel.isOpen());
        assertNull(channel.readOutbound());
    }

    @Test
    void whoSaysNothingAtAllIsToldNothing() {
        pass(TIMEOUT);

        assertFalse(channel.isOpen());
        assertNull(channel.readOutbound());
    }

    @Test
    void anAnswerHasAllItsTimeAsLongAsItIsRead() {
        send(GET + "\r\n");
        request();
        for (int i = 0; i < 10; i++) {
            pass(TIMEOUT);
        }
        assertTrue(channel.isOpen(), "the service takes its time");
        channel.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        channel.readOutbound();
        for (int i = 0; i < 10; i++) {
            pass(TIMEOUT);
        }
        assertTrue(channel.isOpen(), "a stream of events has no end");
        channel.write(Unpooled.copiedBuffer("never flushed, so never read", US_ASCII));
        pass(TIMEOUT.multipliedBy(2));
        pass(TIMEOUT);

        assertFalse(channel.isOpen());
    }

    @Test
    void requestsAreTakenOneAtATime() {
        send(GET + "\r\n" + GET.replace("/x", "/y") + "\r\n");
        assertEquals("/x", request());
        assertNull(request());
        answer();
        assertEquals("/y", request());
        answer();
        assertNull(request());
    }

    @Test
    @Fills("transport.door.RequestDecoder.MOST_WAITING_BYTES")
    void whatFollowsIsReadWithinABound() {
        send(GET + "\r\n");
        request();
        send("x".repeat(RequestDecoder.MOST_WAITING_BYTES));
        assertTrue(channel.config().isAutoRead());
        send("x");
        assertFalse(channel.config().isAutoRead());
        assertNull(channel.readInbound());
    }

    @Test
    void andReadOnAfterwards() {
        send(GET + "\r\n");
        request();
        String next = GET + "b: " + "c".repeat(3000) + "\r\n\r\n";
        send(next.repeat(3));
        assertFalse(channel.config().isAutoRead());
        answer();
        assertTrue(channel.config().isAutoRead());
        assertEquals("/x", request());
    }

    @Test
    void whoDoesNotReadAnAnswerIsNotAskedForTheNextRequest() {
        send(GET + "\r\n");
        request();
        channel.write(Unpooled.wrappedBuffer(new byte[Visit.SMALL.high() + 1]));
        assertFalse(channel.isWritable());
        assertEquals(pending(), guests.weight());
        channel.write(Unpooled.wrappedBuffer(new byte[300_000]));
        channel.write(LastHttpContent.EMPTY_LAST_CONTENT);
        channel.runPendingTasks();
        assertEquals(Visit.Phase.IDLE, visit.phase());
        send(GET.replace("/x", "/y") + "\r\n");
        assertNull(request());
        assertTrue(guests.weight() > 300_000 + Visit.SMALL.high());
        assertEquals(pending(), guests.weight(), "it may go for others, and weighs what it takes");

        channel.flushOutbound();
        channel.runPendingTasks();
        assertEquals(0, guests.weight());
        assertEquals("/y", request());
    }

    private long pending() {
        return channel.unsafe().outboundBuffer().totalPendingWriteBytes();
    }

    @Test
    void anAnswerThatIsWholeAndNotReadEndsItsConnection() {
        send(GET + "\r\n");
        request();
        channel.write(Unpooled.wrappedBuffer(new byte[300_000]));
        channel.write(LastHttpContent.EMPTY_LAST_CONTENT);
        channel.runPendingTasks();
        assertEquals(Visit.Phase.IDLE, visit.phase());
        pass(TIMEOUT);
        assertTrue(channel.isOpen());
        pass(TIMEOUT);

        assertFalse(channel.isOpen());
    }

    @Test
    void oneThatWasReadLeavesItsConnectionAlone() {
        send(GET + "\r\n");
        request();
        channel.write(Unpooled.wrappedBuffer(new byte[300_000]));
        channel.write(LastHttpContent.EMPTY_LAST_CONTENT);
        pass(TIMEOUT);
        channel.flushOutbound();
        pass(TIMEOUT.multipliedBy(10));

        assertTrue(channel.isOpen());
        assertEquals(-1, channel.runScheduledPendingTasks(), "nothing looks at it any more");
    }

    @Test
    void ofThoseWhoDoNotReadTheOldestGoesAtTheBound() {
        List<EmbeddedChannel> readers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            EmbeddedChannel reader = new EmbeddedChannel();
            readers.add(reader);
            reader.config().setWriteBufferWaterMark(Visit.SMALL);
            Visit its = new Visit("b" + i, reader, guests, rules, () -> now);
            guests.enter(its);
            reader.closeFuture().addListener(ended -> its.ends());
            reader.pipeline()
                    .addLast(RequestDecoder.NAME, new RequestDecoder(its, rules.heads(), () -> mayAsk))
                    .addLast(new AnswerWatch(its));
            reader.writeInbound(Unpooled.copiedBuffer(GET + "\r\n", US_ASCII));
            reader.write(Unpooled.wrappedBuffer(new byte[300_000]));
            reader.write(LastHttpContent.EMPTY_LAST_CONTENT);
            readers.forEach(EmbeddedChannel::runPendingTasks);
            assertTrue(guests.weight() <= rules.requestMemory());
        }

        assertEquals(
                List.of(false, false, false, false, false, true, true, true),
                readers.stream().map(EmbeddedChannel::isOpen).toList());
        readers.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    @Test
    void tooManyRequestsOfAnAddressAreRefused() {
        mayAsk = false;
        send(GET + "\r\n");

        assertEquals(429, refusal());
    }

    @Test
    void whereThereIsNoMemoryForARequestItIsRefused() {
        Guest other = new Guest("b") {
            @Override
            void sendAway() {
                throw new AssertionError("it is being answered");
            }
        };
        guests.enter(other);
        guests.weighs(other, 1 << 20);
        guests.isAnswered(other);
        send(GET + "Authorization: " + "t".repeat(20_000));

        assertEquals(503, refusal());
        guests.left(other);
    }

    @Test
    void onceItIsAWebSocketNothingOfThisHolds() {
        send(GET + "\r\n");
        request();
        send("the first frame");
        channel.pipeline().remove(RequestDecoder.NAME);
        channel.runPendingTasks();

        assertEquals(Visit.Phase.UPGRADED, visit.phase());
        assertEquals(0, guests.plain());
        assertEquals(1, guests.open());
        ByteBuf frame = channel.readInbound();
        assertEquals("the first frame", frame.toString(US_ASCII));
        frame.release();
        pass(TIMEOUT.multipliedBy(10));
        assertTrue(channel.isOpen());
        assertEquals(WriteBufferWaterMark.DEFAULT, channel.config().getWriteBufferWaterMark());
    }

    @Test
    void onePutOutWithinAHeadIsTold() {
        send("GET / HTTP/1.1\r\n");
        synchronized (guests) {
            visit.sendAway();
        }
        channel.runPendingTasks();

        ByteBuf answer = channel.readOutbound();
        assertTrue(answer.toString(US_ASCII).toLowerCase(Locale.ROOT).startsWith("http/1.1 503 "));
        answer.release();
        assertFalse(channel.isOpen());
    }

    @Test
    void nothingWaitsForOneThatHasEnded() {
        send(GET);
        assertTrue(channel.hasPendingTasks() || channel.runScheduledPendingTasks() > 0);
        channel.close();

        assertEquals(-1, channel.runScheduledPendingTasks());
    }

    @Test
    void aHeadThatEndsWithItsConnectionIsNobodys() {
        send(GET);
        channel.close();

        assertNull(channel.readInbound());
    }
}
