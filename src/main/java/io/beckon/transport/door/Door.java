package io.beckon.transport.door;

import io.beckon.transport.ClientAddress;
import io.beckon.transport.Rates;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Stands in the pipeline of a listening port, where accepted connections come by before anything is made for them. */
final class Door extends ChannelInboundHandlerAdapter {

    static final String NAME = "door";

    /** Maximum number of clients at once that get an answer saying that there is no room; others just lose their connection. */
    static final int MOST_TOLD = 64;

    private static final AttributeKey<Visit> VISIT = AttributeKey.valueOf(Door.class, "visit");

    private final DoorRules rules;
    private final LongSupplier clock;
    private final Turns turns;
    private final Rates connections;
    private final Rates requests;
    private final Guests guests;
    private final AtomicInteger told = new AtomicInteger();
    private final LongAdder turnedAway = new LongAdder();

    /** @param clock nanoseconds, monotonic */
    Door(DoorRules rules, LongSupplier clock) {
        this.rules = rules;
        this.clock = clock;
        this.turns = new Turns(clock);
        double requestsPerSecond = rules.countsByAddress() ? rules.requestsPerSecond() : 0;
        double burst = rules.requestsBurst();
        this.requests = new Rates(requestsPerSecond, burst, clock);
        this.connections = new Rates(
                requestsPerSecond / DoorRules.REQUESTS_FOR_EACH_CONNECTION,
                Math.max(1, burst / DoorRules.REQUESTS_FOR_EACH_CONNECTION),
                clock);
        this.guests = new Guests(rules);
    }

    Guests guests() {
        return guests;
    }

    /** Connections that were not let in. */
    long turnedAway() {
        return turnedAway.sum();
    }

    static boolean hasLetIn(Channel channel) {
        return channel.hasAttr(VISIT);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Channel channel = (Channel) message;
        String address = place(channel);
        if (!address.isEmpty() && !connections.take(address)) {
            turnAway(channel);
            return;
        }
        Visit visit = new Visit(address, channel, guests, rules, clock);
        boolean isLetIn = guests.enter(visit);
        if (!isLetIn && told.incrementAndGet() > MOST_TOLD) {
            told.decrementAndGet();
            turnAway(channel);
            return;
        }
        if (isLetIn) {
            channel.closeFuture().addListener(ended -> visit.ends());
        } else {
            turnedAway.increment();
            channel.closeFuture().addListener(ended -> told.decrementAndGet());
        }
        channel.attr(VISIT).set(visit);
        channel.config().setWriteBufferWaterMark(Visit.SMALL).setRecvByteBufAllocator(turns);
        channel.pipeline()
                .addLast(
                        NAME,
                        new Threshold(
                                visit,
                                isLetIn,
                                () -> new RequestDecoder(
                                        visit, rules.heads(), () -> address.isEmpty() || requests.take(address))));
        context.fireChannelRead(channel);
    }

    private void turnAway(Channel channel) {
        turnedAway.increment();
        channel.unsafe().closeForcibly();
    }

    /** Empty: it does not count by address. */
    private String place(Channel channel) {
        InetAddress address = channel.remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
        return address == null || rules.isProxy().test(address) ? "" : ClientAddress.networkOf(address);
    }
}
