package io.beckon.transport.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.cluster.Await;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.RecvByteBufAllocator.ExtendedHandle;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections of one thread, of which several have much to say at once. */
class TurnsTest {

    private static final int MUCH = 96 * 1024;

    private final EventLoopGroup loop = new NioEventLoopGroup(1);
    private final List<Turn> turns = new CopyOnWriteArrayList<>();
    private final List<Channel> connected = new CopyOnWriteArrayList<>();
    private final CountDownLatch goOn = new CountDownLatch(1);

    private record Turn(Channel of, int bytes) {}

    @AfterEach
    void close() {
        goOn.countDown();
        loop.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Reader extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            connected.add(context.channel());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            turns.add(new Turn(context.channel(), bytes.readableBytes()));
            bytes.release();
        }
    }

    private InetSocketAddress listen() {
        DoorRules rules = new DoorRules(
                0, 0, 0, 1, 1 << 20, Duration.ofSeconds(20), new HeadLimits(4096, 8192, 65_536), address -> false);
        Channel listener = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .handler(new Door(rules, System::nanoTime))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Reader());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        return (InetSocketAddress) listener.localAddress();
    }

    private int read() {
        return turns.stream().mapToInt(Turn::bytes).sum();
    }

    @Test
    void littleIsReadOfEachBeforeTheOthersHaveTheirTurn() throws IOException {
        InetSocketAddress server = listen();
        try (Socket one = new Socket(server.getAddress(), server.getPort());
                Socket other = new Socket(server.getAddress(), server.getPort())) {
            Await.until(Duration.ofSeconds(20), () -> connected.size() == 2, () -> connected + " are connected");
            CountDownLatch busy = new CountDownLatch(1);
            loop.execute(() -> {
                busy.countDown();
                await(goOn);
            });
            await(busy);
            one.getOutputStream().write(new byte[MUCH]);
            other.getOutputStream().write(new byte[MUCH]);
            goOn.countDown();
            Await.until(Duration.ofSeconds(20), () -> read() == 2 * MUCH, () -> read() + " bytes are read");
        }
        Channel first = turns.getFirst().of();
        int alone = turns.stream()
                .takeWhile(turn -> turn.of() == first)
                .mapToInt(Turn::bytes)
                .sum();
        assertTrue(alone <= Turns.MOST_BYTES, () -> alone + " bytes are read of one before the other");
        assertEquals(
                0,
                turns.stream().filter(turn -> turn.bytes() > Turns.MOST_BYTES).count());
    }

    @Test
    void ofOneWhoseBytesMakeMuchWorkLessIsReadUntilItsTurnsAreShort() {
        long[] now = {0};
        ExtendedHandle turn = (ExtendedHandle) new Turns(() -> now[0]).newHandle();
        for (int i = 0; i < 20; i++) {
            turnOf(turn, now, Turns.LONG_NANOS);
        }
        assertEquals(Turns.MOST_BYTES, turnOf(turn, now, Turns.LONG_NANOS + 1));
        assertEquals(Turns.MOST_BYTES / 2, turnOf(turn, now, Turns.LONG_NANOS + 1));
        for (int i = 0; i < 20; i++) {
            turnOf(turn, now, Turns.LONG_NANOS + 1);
        }
        assertEquals(Turns.LEAST_BYTES, turnOf(turn, now, 0));
        for (int i = 0; i < 20; i++) {
            turnOf(turn, now, 0);
        }
        assertEquals(Turns.MOST_BYTES, turnOf(turn, now, 0));
    }

    /** One that fills all that it may read. @return how many bytes */
    private static int turnOf(ExtendedHandle turn, long[] now, long nanos) {
        turn.reset(new EmbeddedChannel().config());
        ByteBuf read = turn.allocate(UnpooledByteBufAllocator.DEFAULT);
        int bytes = read.capacity();
        read.release();
        turn.attemptedBytesRead(bytes);
        turn.incMessagesRead(1);
        turn.lastBytesRead(bytes);
        now[0] += nanos;
        assertFalse(turn.continueReading(), "one read is a turn");
        turn.readComplete();
        return bytes;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
