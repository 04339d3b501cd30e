package io.beckon.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.following.Follower;
import io.beckon.following.RecoveryMemory;
import io.beckon.identity.Caller;
import io.beckon.identity.Callers;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.TokenVerifier;
import io.beckon.log.RoomLog;
import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.ServerMessage;
import io.beckon.protocol.WireLimits;
import io.beckon.room.CallHead;
import io.beckon.room.RoomKey;
import io.beckon.sdp.CandidatePolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One node's sessions over a log, without transports: clients say frames, and a test decides when what happens. */
final class Scene {

    static final RoomKey ROOM = new RoomKey("default", "stand-up");

    final AtomicLong elapsedNanos = new AtomicLong();
    final TestNode node;
    final Follower follower;
    final Edge edge;
    final Intake intake;
    /** Done when a session is to be seated in a call's room, before it is. */
    volatile Consumer<Session> whileSeated = session -> {};
    /** Whether the issuer stands by tokens. */
    volatile CompletionStage<Void> affirmed = CompletableFuture.completedFuture(null);

    Scene(RoomLog log) {
        this(log, Unsettled.of(1000, 512 * 1024, true), null);
    }

    /** @param follows begins to follow partitions as they are needed; {@code null}: all at once */
    Scene(RoomLog log, Unsettled unsettled, @Nullable Executor follows) {
        node = new TestNode.Plan(log)
                .clocks(elapsedNanos::get, InstantSource.system())
                .unsettled(unsettled)
                .onDemand(
                        follows == null
                                ? null
                                : new Follower.OnDemand(
                                        follows, follows, RecoveryMemory.of(true), Duration.ofSeconds(30)))
                .tokens(new Tokens())
                .desk(Desk::new)
                .start();
        follower = node.follower;
        edge = node.edge;
        intake = node.intake;
    }

    /** Lets a test do something between a seat that is given and the session that takes it. */
    private final class Desk implements CallDesk {

        private final CallDesk real;

        Desk(CallDesk real) {
            this.real = real;
        }

        @Override
        public void call(Session session, ClientMessage.Call request) {
            real.call(session, request);
        }

        @Override
        public void step(Session session, ClientMessage.CallStep step) {
            real.step(session, step);
        }

        @Override
        public boolean takesSeat(Session session, RoomKey room, CallHead call) {
            boolean takes = real.takesSeat(session, room, call);
            whileSeated.accept(session);
            return takes;
        }

        @Override
        public List<ServerMessage.ResumedCall> standing(Session session) {
            return real.standing(session);
        }
    }

    private final class Tokens implements TokenVerifier {
        @Override
        public CompletionStage<Caller> verify(String token) {
            return CompletableFuture.failedFuture(new InvalidToken("none is known"));
        }

        @Override
        public CompletionStage<Void> reaffirm(Caller caller) {
            return affirmed;
        }
    }

    Guest connect(String user) {
        return new Guest(Callers.of("default", user));
    }

    boolean isPresent(Guest guest) {
        return Boolean.TRUE.equals(follower.read(ROOM, room -> room.room().isPresent(guest.session.id())));
    }

    void pass(Duration time) {
        elapsedNanos.addAndGet(time.toNanos());
    }

    /** One who is connected. What is to run on the connection's thread runs at once, or when the test says so. */
    final class Guest extends IdleConnection {

        final Session session;
        final String secret;
        final List<String> closed = new ArrayList<>();
        private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        private final ArrayDeque<String> heard = new ArrayDeque<>();

        private Guest(Caller caller) {
            session = edge.open(caller, this, new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN));
            String welcome = hear("welcome");
            secret = welcome.replaceAll(".*\"secret\":\"([^\"]*)\".*", "$1");
        }

        void says(String frame) {
            intake.frame(session, frame.replace('\'', '"').getBytes(UTF_8));
            work();
        }

        void joins() {
            says("{'type':'join','id':'join','room':'stand-up'}");
        }

        void resumes(Guest old, Map<String, Long> rooms) {
            String named = rooms.entrySet().stream()
                    .map(room -> "'" + room.getKey() + "':" + room.getValue())
                    .collect(Collectors.joining(","));
            says("{'type':'resume','id':'back','session':'%s','secret':'%s','rooms':{%s}}"
                    .formatted(old.session.id(), old.secret, named));
        }

        /** Its connection breaks. */
        void vanishes() {
            edge.closed(session, Closing.LOST);
        }

        /** What is to be done on the connection's thread. */
        void work() {
            for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
                next.run();
            }
        }

        /** Frames that were sent to it and not looked at yet. */
        List<String> frames() {
            for (byte[] next = session.outbox().poll();
                    next != null;
                    next = session.outbox().poll()) {
                heard.add(new String(next, UTF_8));
            }
            List<String> frames = List.copyOf(heard);
            heard.clear();
            return frames;
        }

        /** The first frame of a type among those that were not looked at yet. */
        String hear(String type) {
            List<String> frames = frames();
            return frames.stream()
                    .filter(frame -> frame.startsWith("{\"type\":\"" + type + "\""))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + type + " among " + frames));
        }

        @Override
        public void execute(Runnable action) {
            tasks.add(action);
        }

        @Override
        public void close(CloseCode code, String reason) {
            closed.add(code.number() + " " + reason);
        }
    }

    /** Waits until each of these threads has ended, or cannot go on for a monitor. */
    static void awaitStuckOrOver(Thread... threads) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Arrays.stream(threads).allMatch(Scene::isStuckOrOver)) {
            assertTrue(System.nanoTime() < deadline, "a thread goes on and on");
            Thread.onSpinWait();
        }
    }

    private static boolean isStuckOrOver(Thread thread) {
        return thread.getState() == Thread.State.BLOCKED || thread.getState() == Thread.State.TERMINATED;
    }

    static void join(Thread... threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(20));
            assertTrue(!thread.isAlive(), "a thread does not end");
        }
    }
}
