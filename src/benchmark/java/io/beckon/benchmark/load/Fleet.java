package io.beckon.benchmark.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The clients of a run: makes them, connects them, and counts what goes wrong on the way. */
final class Fleet implements AutoCloseable {

    /** For a connection with all that has to be awaited until it counts as open. */
    static final int OPEN_SECONDS = 20;

    private static final int TRIES = 5;
    /** Source addresses 127.0.0.1 and on, each good for 28,000 ports. */
    private static final int SOURCES = 8;

    final Target target;
    final Latency opening = new Latency();
    private final int connecting;
    private final Vertx vertx;
    private final List<Context> contexts;
    private final List<WebSocketClient> clients;
    private final List<HttpClientAgent> agents;
    private final AtomicInteger ids = new AtomicInteger();
    private final LongAdder failures = new LongAdder();
    private final LongAdder lostConnections = new LongAdder();
    private final Map<String, LongAdder> serverMessages = new ConcurrentHashMap<>();
    private final String rooms = "bench-" + Long.toString(System.nanoTime(), 36) + "-";

    /** @param connecting how many connections are opened at a time */
    Fleet(Target target, int threads, int connecting) {
        this.target = target;
        this.connecting = connecting;
        vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(threads));
        contexts = IntStream.range(0, threads)
                .mapToObj(i -> vertx.getOrCreateContext())
                .toList();
        clients = IntStream.rangeClosed(1, SOURCES)
                .mapToObj(i -> vertx.createWebSocketClient(new WebSocketClientOptions()
                        .setMaxConnections(1_000_000)
                        .setConnectTimeout(OPEN_SECONDS * 1000)
                        .setLocalAddress("127.0.0." + i)
                        .setTrustAll(true)
                        .setVerifyHost(false)))
                .toList();
        agents = IntStream.rangeClosed(1, SOURCES)
                .mapToObj(i -> vertx.createHttpClient(requesting(i)))
                .toList();
    }

    private static HttpClientOptions requesting(int source) {
        return new HttpClientOptions()
                .setConnectTimeout(OPEN_SECONDS * 1000)
                .setKeepAliveTimeout(120)
                .setLocalAddress("127.0.0." + source);
    }

    Client client(int room, int member, int context) {
        return new Client(this, ids.getAndIncrement(), rooms + room, member, contexts.get(context % contexts.size()));
    }

    /** Rooms of two. Both members are on one event loop: they share their room's state without locks. */
    List<Client[]> pairs(int count) {
        List<Client[]> pairs = new ArrayList<>(count);
        for (int room = 0; room < count; room++) {
            pairs.add(new Client[] {client(room, 0, room), client(room, 1, room)});
        }
        return pairs;
    }

    /** Opens all clients, as many at a time as is allowed; one that fails is tried again, a few times. */
    void open(Collection<Client> all) throws InterruptedException {
        open(all, Client::open);
    }

    void open(Collection<Client> all, Function<Client, Future<Client>> way) throws InterruptedException {
        Semaphore slots = new Semaphore(connecting);
        AtomicReference<Throwable> givenUp = new AtomicReference<>();
        for (Client client : all) {
            slots.acquire();
            open(client, way, TRIES, slots, givenUp);
        }
        slots.acquire(connecting);
        if (givenUp.get() != null) {
            throw new IllegalStateException(
                    "clients could not connect and join: " + givenUp.get().getMessage());
        }
    }

    private void open(
            Client client,
            Function<Client, Future<Client>> way,
            int tries,
            Semaphore slots,
            AtomicReference<Throwable> givenUp) {
        long start = Clock.now();
        way.apply(client)
                .onComplete(
                        done -> {
                            opening.record(Clock.now() - start);
                            slots.release();
                        },
                        error -> {
                            failures.increment();
                            if (tries > 1) {
                                vertx.setTimer(100, timer -> open(client, way, tries - 1, slots, givenUp));
                            } else {
                                givenUp.set(error);
                                slots.release();
                            }
                        });
    }

    /** Somebody who signals by requests. */
    Participant participant(int room, int context) {
        return new Participant(this, ids.getAndIncrement(), rooms + room, contexts.get(context % contexts.size()));
    }

    /** Does something with each on its thread, as many at a time as are opened; none may fail. */
    void each(Collection<Participant> all, Function<Participant, Future<?>> action) throws InterruptedException {
        Semaphore slots = new Semaphore(connecting);
        AtomicReference<Throwable> failed = new AtomicReference<>();
        for (Participant one : all) {
            slots.acquire();
            long start = Clock.now();
            one.context.runOnContext(v -> action.apply(one).onComplete(done -> {
                opening.record(Clock.now() - start);
                if (done.failed()) {
                    failed.set(done.cause());
                }
                slots.release();
            }));
        }
        slots.acquire(connecting);
        if (failed.get() != null) {
            throw new IllegalStateException(
                    "participants could not join: " + failed.get().getMessage());
        }
    }

    /** A connection for requests. */
    Future<HttpClientConnection> connection(int id) {
        URI url = target.url(id);
        return agents.get(id % agents.size())
                .connect(new HttpConnectOptions().setHost(url.getHost()).setPort(url.getPort()));
    }

    ClientWebSocket webSocket(int id) {
        return clients.get(id % clients.size()).webSocket();
    }

    WebSocketConnectOptions connectOptions(Client client) {
        URI url = target.url(client.id);
        WebSocketConnectOptions connect = new WebSocketConnectOptions()
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setSsl("wss".equals(url.getScheme()))
                .setURI(target.dialect().uri(client));
        if (target.dialect().subprotocol() != null) {
            connect.addSubProtocol(target.dialect().subprotocol());
        }
        Target.User user = target.user(client.id);
        if (user != null) {
            connect.putHeader("Authorization", "Bearer " + user.token());
        }
        return connect;
    }

    /** Does something with each client again and again, spread over the time, each on its thread. */
    void every(long millis, List<Client> all, Consumer<Client> action) {
        for (int i = 0; i < all.size(); i++) {
            Client client = all.get(i);
            vertx.setTimer(
                    1 + millis * i / all.size(),
                    first -> vertx.setPeriodic(millis, due -> client.context.runOnContext(v -> action.accept(client))));
        }
    }

    void countServerMessage(String type) {
        serverMessages.computeIfAbsent(type, key -> new LongAdder()).increment();
    }

    void countLostConnection() {
        lostConnections.increment();
    }

    long failures() {
        return failures.sum();
    }

    long lostConnections() {
        return lostConnections.sum();
    }

    /** How many of each type the server sent on its own account. */
    Map<String, Long> serverMessages() {
        Map<String, Long> counts = new TreeMap<>();
        serverMessages.forEach((type, count) -> counts.put(type, count.sum()));
        return counts;
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
