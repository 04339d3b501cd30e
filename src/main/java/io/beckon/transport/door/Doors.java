package io.beckon.transport.door;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Handler;
import io.vertx.core.impl.VertxInternal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Hangs a {@link Door} into every port on which the process listens. Neither Quarkus nor Vert.x has a place for that, so the ports are
 * looked for where Netty keeps them: among the channels of the thread that accepts. See ADR 0020.
 */
public final class Doors {

    private final VertxInternal vertx;
    private final DoorRules rules;
    private final LongSupplier clock;
    private final List<Door> doors = new CopyOnWriteArrayList<>();

    /** @param clock nanoseconds, monotonic */
    public Doors(VertxInternal vertx, DoorRules rules, LongSupplier clock) {
        this.vertx = vertx;
        this.rules = rules;
        this.clock = clock;
        Handler<Throwable> others = vertx.exceptionHandler();
        vertx.exceptionHandler(fault -> {
            if (!FaultWatch.takes(fault) && others != null) {
                others.handle(fault);
            }
        });
    }

    /** Hangs one into each port that has none yet; any number of times, and soon rather than at once. */
    public void hang() {
        forEachLoop(vertx.getAcceptorEventLoopGroup(), this::hang);
    }

    /** What keeps connections from being bounded, if anything. */
    public Optional<String> trouble() {
        return doors.isEmpty() ? Optional.of("connections are not bounded yet") : Optional.empty();
    }

    public double open() {
        return sum(door -> door.guests().open());
    }

    /** Connections that are no WebSockets. */
    public double plain() {
        return sum(door -> door.guests().plain());
    }

    /** Connections that were not let in. */
    public double turnedAway() {
        return sum(Door::turnedAway);
    }

    /** Connections that had to go for others. */
    public double sentAway() {
        return sum(door -> door.guests().sentAway());
    }

    /** How often there was no room for all, whosesoever. */
    public double full() {
        return sum(door -> door.guests().full());
    }

    /** Bytes of heap that requests take, as estimated. */
    public double requestBytes() {
        return sum(door -> door.guests().weight());
    }

    private double sum(ToDoubleFunction<Door> figure) {
        return doors.stream().mapToDouble(figure).sum();
    }

    private void hang(SingleThreadEventLoop acceptor) {
        for (Channel channel : channels(acceptor)) {
            if (channel instanceof ServerChannel && !isHung(channel)) {
                Door door = new Door(rules, clock);
                ChannelHandler other = channel.pipeline().get(Door.NAME);
                if (other == null) {
                    channel.pipeline().addFirst(Door.NAME, door);
                } else {
                    // Of the application as it was before development mode loaded it again.
                    channel.pipeline().replace(Door.NAME, Door.NAME, door);
                }
                doors.add(door);
                channel.closeFuture().addListener(closed -> doors.remove(door));
                forEachLoop(vertx.getEventLoopGroup(), worker -> seeOut(channel, worker));
            }
        }
    }

    private boolean isHung(Channel listener) {
        return listener.pipeline().get(Door.NAME) instanceof Door door && doors.contains(door);
    }

    /** Those who came before the door was there have the time of one request, unless they are no plain connections any more then. */
    private void seeOut(Channel listener, SingleThreadEventLoop worker) {
        for (Channel channel : channels(worker)) {
            if (channel.parent() == listener && !Door.hasLetIn(channel)) {
                worker.schedule(
                        () -> endIfPlain(channel), rules.requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
            }
        }
    }

    private static void endIfPlain(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        boolean isShakingHands = tls != null && !tls.handshakeFuture().isSuccess();
        if (isShakingHands || channel.pipeline().get(RequestDecoder.NAME) != null) {
            channel.close();
        }
    }

    private static List<Channel> channels(SingleThreadEventLoop loop) {
        List<Channel> channels = new ArrayList<>();
        Iterator<Channel> registered = loop.registeredChannelsIterator();
        registered.forEachRemaining(channels::add);
        return channels;
    }

    private static void forEachLoop(EventLoopGroup group, Consumer<SingleThreadEventLoop> action) {
        for (EventExecutor loop : group) {
            if (loop instanceof SingleThreadEventLoop single && !single.isShuttingDown()) {
                single.execute(() -> action.accept(single));
            }
        }
    }
}
