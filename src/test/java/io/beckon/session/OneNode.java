package io.beckon.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.audit.AuditEvent;
import io.beckon.audit.AuditTrail;
import io.beckon.audit.Fact;
import io.beckon.following.Follower;
import io.beckon.identity.Approach;
import io.beckon.identity.Caller;
import io.beckon.identity.Callers;
import io.beckon.identity.InvalidToken;
import io.beckon.log.ForwardingRoomLog;
import io.beckon.log.InProcessRoomLog;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import io.beckon.sdp.CandidatePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A node as its clients meet it, without a network: time stands still until it is told to pass, and clients take turns. */
public final class OneNode {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    final HeldLog log = new HeldLog();
    final List<AuditEvent> audited = new ArrayList<>();
    final Map<String, Caller> tokens = new HashMap<>();
    final Limits limits;
    final Sessions sessions;
    final Follower follower;
    public final Edge edge;
    public final Intake intake;
    private final JsonCodec codec = new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN);
    private long nanos;

    public OneNode(Limits limits) {
        this(limits, event -> {});
    }

    /** @param trail gets what is audited, too, as it happens */
    OneNode(Limits limits, AuditTrail trail) {
        TestNode node = new TestNode.Plan(log)
                .clocks(this::now, () -> START.plusNanos(nanos))
                .limits(limits)
                .tokens(token -> tokens.containsKey(token)
                        ? CompletableFuture.completedFuture(tokens.get(token))
                        : CompletableFuture.failedFuture(new InvalidToken("for this test")))
                .audit(event -> {
                    audited.add(event);
                    trail.add(event);
                })
                .replayBytes(1 << 24)
                .start();
        this.limits = limits;
        sessions = node.sessions;
        follower = node.follower;
        edge = node.edge;
        intake = node.intake;
    }

    long now() {
        return nanos;
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    Visitor connect(String user) {
        return connect(Callers.of("default", user));
    }

    Visitor connect(Caller caller) {
        return connect(caller, "192.0.2.7");
    }

    Visitor connect(Caller caller, String address) {
        return new Visitor(caller, address);
    }

    /** A client, and what becomes of its connection. Its thread does what waits for it when it {@link #turn takes its turn}. */
    final class Visitor implements Connection {

        private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        private final Approach approach;
        final Session session;
        final List<String> frames = new ArrayList<>();
        final List<Integer> closed = new ArrayList<>();
        private final ArrayDeque<Runnable> actions = new ArrayDeque<>();
        private boolean takes = true;
        private boolean isRead = true;

        private Visitor(Caller caller, String address) {
            approach = new Approach(address, address, TRACE);
            session = edge.open(caller, this, codec);
            turn();
            frames.clear();
        }

        /** One frame after the other, all of them read at once. */
        Visitor sends(String... frames) {
            for (String frame : frames) {
                intake.frame(session, frame.replace('\'', '"').getBytes(UTF_8));
            }
            return turn();
        }

        Visitor turn() {
            for (Runnable next = actions.poll(); next != null; next = actions.poll()) {
                next.run();
            }
            return this;
        }

        Visitor stopsTaking() {
            takes = false;
            return this;
        }

        Visitor takesOne() {
            takes = true;
            takeOne();
            takes = false;
            return turn();
        }

        Visitor takesAgain() {
            takes = true;
            wake();
            return turn();
        }

        boolean isRead() {
            return isRead;
        }

        /** Those of a type, the oldest first. */
        List<String> received(String type) {
            return frames.stream()
                    .filter(frame -> frame.startsWith("{\"type\":\"" + type + "\""))
                    .toList();
        }

        void hangsUp() {
            edge.closed(session, Closing.LOST);
        }

        /** Says that it will not come back. */
        void leaves() {
            edge.closed(session, new Closing(CloseCode.NORMAL.number(), true));
        }

        private boolean takeOne() {
            byte @Nullable [] next = takes ? session.outbox().poll() : null;
            if (next != null) {
                frames.add(new String(next, UTF_8));
            }
            return next != null;
        }

        @Override
        public Approach approach() {
            return approach;
        }

        @Override
        public Fact.Transport transport() {
            return Fact.Transport.WEBSOCKET;
        }

        @Override
        public void execute(Runnable action) {
            actions.add(action);
        }

        @Override
        public void wake() {
            actions.add(() -> {
                boolean more = takeOne();
                while (more) {
                    more = takeOne();
                }
            });
        }

        @Override
        public void pauseReading() {
            isRead = false;
        }

        @Override
        public void resumeReading() {
            isRead = true;
        }

        @Override
        public void ping() {}

        @Override
        public void close(CloseCode code, String reason) {
            closed.add(code.number());
            edge.closed(session, new Closing(code.number(), false));
        }

        @Override
        public void end(CloseCode code, String reason) {
            turn();
            close(code, reason);
        }
    }

    /** A log that may keep what is appended waiting. */
    static final class HeldLog extends ForwardingRoomLog {

        private final ArrayDeque<Runnable> held = new ArrayDeque<>();
        private boolean holds;
        int appended;

        HeldLog() {
            super(new InProcessRoomLog(4, 1 << 24));
        }

        void hold() {
            holds = true;
        }

        void release() {
            holds = false;
            for (Runnable next = held.poll(); next != null; next = held.poll()) {
                next.run();
            }
        }

        @Override
        public CompletionStage<Long> append(RoomKey room, Proposal proposal) {
            appended++;
            if (!holds) {
                return log.append(room, proposal);
            }
            CompletableFuture<Long> done = new CompletableFuture<>();
            held.add(() -> log.append(room, proposal).thenAccept(done::complete));
            return done;
        }
    }
}
