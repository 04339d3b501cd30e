package io.beckon.transport.signaling;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.beckon.audit.Fact;
import io.beckon.identity.AccessPolicy;
import io.beckon.identity.Approach;
import io.beckon.identity.Caller;
import io.beckon.identity.Callers;
import io.beckon.identity.Grant;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.NamePattern;
import io.beckon.identity.TokenVerifier;
import io.beckon.log.Nodes;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.room.Right;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.session.Closing;
import io.beckon.session.IdleConnection;
import io.beckon.session.Limits;
import io.beckon.session.Outbox;
import io.beckon.session.Session;
import io.beckon.session.TestNode;
import io.beckon.tracing.NoTracing;
import io.beckon.tracing.Tracing;
import io.beckon.transport.Admissions;
import io.beckon.transport.BadTokens;
import io.beckon.transport.Gate;
import io.beckon.transport.Origins;
import io.beckon.transport.Queries;
import io.beckon.transport.Rates;
import io.beckon.transport.WebOrigin;
import io.beckon.transport.Witness;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A node with its routes for signaling on a port of its own. A token is the name of its user, and perhaps one of the user's
 * rights, or {@code elsewhere}: then it is good for the room of this name only.
 */
public final class SignalingNode {

    static final Duration WINDOW = Duration.ofSeconds(30);

    /** Of numbers as long as the wire takes them. */
    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Queries UNLIMITED = new Queries(new Rates(0, 1, () -> 0), new Rates(0, 1, () -> 0));
    private static final JsonCodec CODEC = new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN);

    public final TestNode node;
    public final PolledSessions polled;
    public final SignalingRoutes routes;
    /** What is added to the time that has passed, in nanoseconds. */
    public final AtomicLong later = new AtomicLong();

    /** When time began to stand still, in nanoseconds; {@code null}: it passes. */
    private volatile @Nullable Long still;

    /** Whether it takes no more sessions. */
    public volatile boolean isFull;

    public final String address;
    public final Router router;
    public final Gate gate;
    public final List<String> refused = new CopyOnWriteArrayList<>();

    private final HttpServer server;

    public SignalingNode(InProcessCluster cluster) {
        this(cluster, NoTracing.NO_TRACING);
    }

    public SignalingNode(InProcessCluster cluster, Tracing tracing) {
        this(cluster, tracing, UNLIMITED);
    }

    SignalingNode(InProcessCluster cluster, Tracing tracing, Queries questions) {
        Vertx vertx = cluster.vertx;
        LongSupplier clock = () -> {
            Long stopped = still;
            return (stopped == null ? System.nanoTime() : stopped) + later.get();
        };
        node = new TestNode.Plan(cluster.log)
                .tracing(tracing)
                .clocks(clock, InstantSource.system())
                .start();
        polled = new PolledSessions(
                vertx,
                node.edge,
                node.intake,
                node.sessions,
                node.follower,
                new Admissions(0, 0, node.sessions.users(), Limits.DEFAULT, clock),
                CODEC,
                () -> !isFull,
                UNLIMITED,
                clock,
                WINDOW);
        gate = new Gate(new Origins(Set.of()), tokens(), new BadTokens(0, System::nanoTime), new Seen());
        routes = new SignalingRoutes(
                gate,
                polled,
                new Siblings(vertx, cluster.nodes, node.settings.instance()::id, questions),
                node.follower,
                AccessPolicy.BY_TOKEN,
                UNLIMITED,
                CODEC);
        router = Router.router(vertx);
        routes.mount(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        address = "http://127.0.0.1:" + server.actualPort();
        cluster.nodes.heard(new Nodes.Node(node.settings.instance().id(), address, address, Instant.now()));
    }

    /** Nobody can reach it any more; it does not say so. */
    public void stopListening() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    /** From now on time passes only where {@link #pass} says so, but for timers. */
    public void standStill() {
        still = System.nanoTime();
    }

    /** So much time passes for those who have not asked for anything. */
    public void pass(Duration time) {
        later.addAndGet(time.toNanos());
        polled.watch();
    }

    private static TokenVerifier tokens() {
        return token -> token.startsWith("bad")
                ? CompletableFuture.failedFuture(new InvalidToken("bad"))
                : CompletableFuture.completedFuture(caller(token));
    }

    public static Caller caller(String token) {
        String[] words = token.split("\\+");
        Set<Right> rights = EnumSet.of(Right.JOIN, Right.PUBLISH);
        Arrays.stream(Right.values())
                .filter(right -> words.length > 1 && words[1].equals(right.wireName()))
                .forEach(rights::add);
        return Callers.with(
                words[0],
                words[0],
                words.length > 1 && words[1].equals("elsewhere")
                        ? new Grant(new NamePattern("elsewhere"), rights)
                        : Grant.everywhere(rights));
    }

    /** An answer, and its body if that is JSON. */
    public record Said(HttpResponse<String> answer, JsonNode body) {

        public int status() {
            return answer.statusCode();
        }

        public String header(String name) {
            return answer.headers().firstValue(name).orElse("");
        }
    }

    /** The answer is one that is {@link Described}. {@code headers}: names and values in turn. */
    public CompletableFuture<Said> begin(String user, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.replace('\'', '"')));
        if (!user.isEmpty()) {
            request.header("Authorization", "Bearer " + user);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(answer -> {
            Said said = new Said(answer, tree(answer.body()));
            Described.check(method, path, said);
            return said;
        });
    }

    public Said ask(String user, String method, String path, String body, String... headers) {
        return begin(user, method, path, body, headers)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text.startsWith("{") ? text : "{}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Guest join(String user, String room) {
        return new Guest(user, room, ask(user, "POST", "/v1/rooms/" + room + "/participants", "{'type':'join'}"));
    }

    Guest guest(String user, String room, Said joined) {
        return new Guest(user, room, joined);
    }

    /** A client that polls. It may ask any node. */
    static final class Guest {

        final String user;
        final String room;
        final String session;
        final String secret;
        final String peer;
        final long joined;

        Guest(String user, String room, Said said) {
            if (said.status() != 201) {
                throw new AssertionError(said.answer().body());
            }
            this.user = user;
            this.room = room;
            session = said.body().path("session").asText();
            secret = said.body().path("secret").asText();
            peer = said.body().path("joined").path("self").path("peer").asText();
            joined = said.body().path("joined").path("seq").asLong();
        }

        String credential() {
            return session + "." + secret;
        }

        Said post(SignalingNode at, String frames) {
            return begin(at, frames).join();
        }

        CompletableFuture<Said> begin(SignalingNode at, String frames) {
            return at.begin(user, "POST", "/v1/messages", frames, Credential.HEADER, credential());
        }

        Said get(SignalingNode at, String after, int waitSeconds) {
            return begin(at, after, waitSeconds).join();
        }

        CompletableFuture<Said> begin(SignalingNode at, String after, int waitSeconds) {
            String query = "?waitSeconds=" + waitSeconds + (after.isEmpty() ? "" : "&after=" + after);
            return at.begin(user, "GET", "/v1/messages" + query, "", Credential.HEADER, credential());
        }

        /** What is there after a place, without waiting. */
        List<String> types(SignalingNode at, String after) {
            Said said = get(at, after, 0);
            if (said.status() != 200) {
                throw new AssertionError(said.answer().body());
            }
            List<String> types = new ArrayList<>();
            said.body()
                    .path("messages")
                    .forEach(frame -> types.add(frame.path("type").asText()));
            return types;
        }
    }

    /** A client with a connection that takes what it is sent. */
    public final class Connected extends IdleConnection implements AutoCloseable {

        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
        public final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final CompletableFuture<Session> opened = new CompletableFuture<>();
        private final Session session;

        public Connected(String user) {
            session = node.edge.open(caller(user), this, CODEC);
            opened.complete(session);
        }

        public void send(String frame) {
            execute(() -> node.intake.frame(session, frame.replace('\'', '"').getBytes(UTF_8)));
        }

        /** The next of this type; what comes before is dropped. */
        public JsonNode await(String type) {
            try {
                while (true) {
                    JsonNode frame = frames.poll(10, TimeUnit.SECONDS);
                    if (frame == null) {
                        throw new AssertionError("no " + type + " has come");
                    }
                    if (frame.path("type").asText().equals(type)) {
                        return frame;
                    }
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        public List<JsonNode> waiting() {
            return List.copyOf(frames);
        }

        @Override
        public void execute(Runnable action) {
            thread.execute(action);
        }

        @Override
        public void wake() {
            execute(() -> {
                Outbox outbox = opened.join().outbox();
                for (byte[] next = outbox.poll(); next != null; next = outbox.poll()) {
                    frames.add(tree(new String(next, UTF_8)));
                }
            });
        }

        @Override
        public void close(CloseCode code, String reason) {
            node.edge.closed(session, new Closing(code.number(), false));
            closed.complete(code.number());
        }

        @Override
        public void close() {
            node.edge.closed(session, Closing.LOST);
            thread.shutdown();
        }
    }

    /** Of those whom the doors have let in, what they were refused for which nobody else hears. */
    private final class Seen implements Witness {
        @Override
        public void denied(Caller caller, Approach by) {}

        @Override
        public void unknown(boolean hasToken, Approach by) {}

        @Override
        public void limited(@Nullable Caller caller, Approach by) {
            refused.add((caller == null ? "somebody" : caller.user()) + ": limit");
        }

        @Override
        public void refused(Fact.Refusal what, @Nullable Caller caller, @Nullable String room, Approach by) {
            refused.add((caller == null ? "somebody" : caller.user()) + " in " + room + ": " + what);
        }

        @Override
        public void foreign(@Nullable WebOrigin origin, @Nullable WebOrigin own, Approach by) {}

        @Override
        public void unserved() {}
    }
}
