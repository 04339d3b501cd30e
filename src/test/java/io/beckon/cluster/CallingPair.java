package io.beckon.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.wire.Frames;
import io.beckon.wire.User;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two in a room of their own, on different nodes, who set up one call after the other: an offer, its answer when it has rung for a
 * while, and a candidate for each of both.
 */
final class CallingPair {

    private static final Duration LONGEST_RING = Duration.ofSeconds(4);
    private static final int PORT = 50_001;

    private final String room = Trial.freshRoom();
    private final ScriptedClient caller;
    private final ScriptedClient callee;
    private final AtomicInteger whole = new AtomicInteger();
    /** What went wrong with set-ups. */
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    private volatile SetUp open = new SetUp();
    private volatile boolean calling;

    /** One call on its way. */
    private static final class SetUp {
        private final Set<String> missing = ConcurrentHashMap.newKeySet();
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        private SetUp() {
            missing.addAll(Set.of("answer", "candidate of the caller", "candidate of the callee"));
        }

        private void came(String what) {
            missing.remove(what);
            if (missing.isEmpty()) {
                done.complete(null);
            }
        }
    }

    CallingPair(List<URI> nodes, int first, Duration patience) {
        this.caller = new ScriptedClient(nodes, first % nodes.size(), User.any(), patience, this::heardByCaller);
        this.callee = new ScriptedClient(nodes, (first + 1) % nodes.size(), User.any(), patience, this::heardByCallee);
    }

    List<ScriptedClient> clients() {
        return List.of(caller, callee);
    }

    /** They connect and join; see {@link #isTogether()}. */
    void start() {
        clients().forEach(client -> client.start().join(room));
    }

    boolean isTogether() {
        return clients().stream()
                .allMatch(client ->
                        client.place(room).map(place -> place.others.size()).orElse(0) == 1);
    }

    /** One call; see {@link #isAtRest()}. */
    void call() {
        ring();
    }

    /** From now on they set up calls, without a break. */
    void keepCalling() {
        calling = true;
        ring();
    }

    /** No further call; see {@link #isAtRest()}. */
    void stop() {
        calling = false;
    }

    /** The call that was on its way is set up, and no frame waits for its answer. */
    boolean isAtRest() {
        return open.done.isDone() && clients().stream().allMatch(ScriptedClient::isQuiet);
    }

    int setUps() {
        return whole.get();
    }

    boolean isSettingUp() {
        return !open.done.isDone();
    }

    Queue<String> failures() {
        return failures;
    }

    String state() {
        return "missing " + open.missing + ", failures " + failures + "\n" + caller.state() + "\n" + callee.state();
    }

    private void ring() {
        SetUp next = new SetUp();
        next.done.thenRun(() -> {
            whole.incrementAndGet();
            if (calling) {
                Thread.ofVirtual().start(this::ring);
            }
        });
        open = next;
        describe(caller, Bodies.offer(), callee);
    }

    private void heardByCaller(JsonNode frame) {
        switch (frame.path("type").asText()) {
            case "answer" -> open.came("answer");
            case "ice-candidate" -> open.came("candidate of the callee");
            case "negotiation" -> failures.add(frame.toString());
            default -> {}
        }
    }

    private void heardByCallee(JsonNode frame) {
        switch (frame.path("type").asText()) {
            case "offer" ->
                Thread.ofVirtual().start(() -> {
                    Await.pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(LONGEST_RING.toMillis())));
                    describe(callee, Bodies.answer(), caller);
                });
            case "ice-candidate" -> open.came("candidate of the caller");
            default -> {}
        }
    }

    private void describe(ScriptedClient from, Map<String, Object> description, ScriptedClient to) {
        String peer = to.place(room).map(place -> place.peer).orElse("nobody");
        String marker = Bodies.marker(description);
        from.request(room, Frames.with(description, "to", peer)).thenAccept(answer -> {
            if (answer.path("type").asText().equals("ack")) {
                from.request(room, Frames.with(Bodies.candidate(marker, PORT), "to", peer));
            } else {
                failures.add(answer.toString());
            }
        });
    }
}
