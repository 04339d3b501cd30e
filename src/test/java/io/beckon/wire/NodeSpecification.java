package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.audit.Fact;
import io.beckon.identity.Caller;
import io.beckon.identity.Callers;
import io.beckon.identity.Grant;
import io.beckon.log.InProcessRoomLog;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.JsonCodec;
import io.beckon.protocol.WireLimits;
import io.beckon.room.Right;
import io.beckon.room.RoomRules;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.session.Closing;
import io.beckon.session.Connection;
import io.beckon.session.Session;
import io.beckon.session.TestNode;
import io.beckon.telemetry.Traces;
import io.beckon.tracing.NoTracing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a node does for its clients, without a network: frames go straight to its intake, its log delivers at once, and time stands
 * still until a test lets it pass. What is about neither sockets nor encodings belongs here.
 *
 * <p>A test speaks as {@link Client}s, or in the JSON text of frames, {@code given(frames).when(frame).then(frames)}: each begins
 * with the name of a client, {@code "alice {'type':'message','data':'hi'}"}, {@code $alice} is that client's peer id and {@code $seq} the
 * place of what was acknowledged last. One who is called like a right has it.
 */
abstract class NodeSpecification {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final JsonCodec CODEC = new JsonCodec(WireLimits.DEFAULT, CandidatePolicy.OPEN);

    final TestNode node;
    private final @Nullable Traces traces;
    private final List<LocalClient> clients = new ArrayList<>();
    private final Map<String, LocalClient> cast = new LinkedHashMap<>();
    private long nanos;
    private String lastPlace = "";

    NodeSpecification() {
        this(RoomRules.DEFAULT);
    }

    NodeSpecification(RoomRules rules) {
        this(rules, null);
    }

    /** @param traces what the node tells of negotiations; {@code null} if it does not trace */
    NodeSpecification(RoomRules rules, @Nullable Traces traces) {
        this.traces = traces;
        node = new TestNode.Plan(new InProcessRoomLog(4, 1 << 24))
                .clocks(() -> nanos, () -> START.plusNanos(nanos))
                .rules(rules)
                .tracing(traces == null ? NoTracing.NO_TRACING : traces.tracing(() -> nanos))
                .start();
    }

    Traces traces() {
        return Objects.requireNonNull(traces);
    }

    Client connect(String... roles) {
        return connect(User.with(roles));
    }

    Client connect(User user) {
        return open(user);
    }

    private LocalClient open(User user) {
        LocalClient client = new LocalClient(user);
        clients.add(client);
        settle();
        client.await("welcome");
        return client;
    }

    /** A client closes its connection with such a code. */
    static void close(Client client, int code) {
        ((LocalClient) client).leave(code);
    }

    /** What was to be done at any time until then is done. */
    void pass(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            nanos += Duration.ofSeconds(1).toNanos();
            node.edge.tick();
            node.switchboard.tick();
            node.edge.watch();
            node.edge.everySecond();
            settle();
        }
    }

    /** Frames that are accepted. Who is named for the first time connects. */
    NodeSpecification given(String... frames) {
        for (String frame : frames) {
            Client client = say(frame);
            assertTrue(client.received("error").isEmpty(), () -> frame + " was refused: " + client.received("error"));
        }
        return this;
    }

    NodeSpecification when(String frame) {
        cast.values().forEach(Client::takeAll);
        say(frame);
        return this;
    }

    /** All that anybody gets then, for each in this order; frames may have more fields than are named. */
    void then(String... frames) {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        for (String frame : frames) {
            expected.computeIfAbsent(name(frame), name -> new ArrayList<>()).add(text(frame));
        }
        cast.forEach((name, client) -> {
            List<String> wanted = expected.getOrDefault(name, List.of());
            List<JsonNode> got = client.takeAll();
            assertEquals(wanted.size(), got.size(), () -> name + " got " + got + ", expected " + wanted);
            for (int i = 0; i < wanted.size(); i++) {
                JsonNode frame = got.get(i);
                String next = wanted.get(i);
                assertTrue(has(frame, tree(next)), () -> name + " got " + frame + ", expected " + next);
            }
        });
        assertTrue(cast.keySet().containsAll(expected.keySet()), () -> "nobody is called so: " + expected.keySet());
    }

    private Client say(String frame) {
        LocalClient client = cast.computeIfAbsent(name(frame), name -> open(User.with(name)));
        client.say(text(frame).getBytes(StandardCharsets.UTF_8));
        client.received("ack").stream()
                .reduce((earlier, later) -> later)
                .ifPresent(ack -> lastPlace = ack.path("seq").asText());
        return client;
    }

    /** In the JSON text of a frame. */
    static String description(String type, Sdp sdp) {
        return "{'type':'" + type + "','sdp':'" + sdp.text().replace("\r\n", "\\r\\n") + "'}";
    }

    private static String name(String frame) {
        return frame.substring(0, frame.indexOf(' '));
    }

    private String text(String frame) {
        String text = frame.substring(frame.indexOf(' ') + 1).replace('\'', '"').replace("$seq", lastPlace);
        for (Map.Entry<String, LocalClient> one : cast.entrySet()) {
            text = text.replace(
                    "$" + one.getKey(),
                    one.getValue().received("joined").isEmpty()
                            ? ""
                            : one.getValue().peer());
        }
        return text;
    }

    private static JsonNode tree(String json) {
        return Encoding.JSON.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean has(JsonNode frame, JsonNode fields) {
        return fields.properties().stream()
                .allMatch(field -> field.getValue().isObject()
                        ? has(frame.path(field.getKey()), field.getValue())
                        : field.getValue().equals(frame.path(field.getKey())));
    }

    /** Every connection does what there is to be done on its thread. */
    private void settle() {
        while (clients.stream().anyMatch(LocalClient::works)) {
            // One may have made another's work.
        }
    }

    private static Caller caller(User user) {
        Set<Right> rights = EnumSet.of(Right.JOIN, Right.PUBLISH);
        Arrays.stream(Right.values())
                .filter(right -> user.roles().contains(right.wireName()))
                .forEach(rights::add);
        return Callers.with(user.id(), user.name(), Grant.everywhere(rights));
    }

    private final class LocalClient extends Client implements Connection {

        private final ArrayDeque<Runnable> actions = new ArrayDeque<>();
        private final Session session;

        LocalClient(User user) {
            super(user.id());
            session = node.edge.open(caller(user), this, CODEC);
        }

        @Override
        Client send(Map<String, Object> frame) {
            return say(Encoding.JSON.write(frame));
        }

        Client say(byte[] frame) {
            node.intake.frame(session, frame);
            settle();
            return this;
        }

        /** Whether there was something to be done. */
        boolean works() {
            boolean worked = false;
            for (Runnable next = actions.poll(); next != null; next = actions.poll()) {
                next.run();
                worked = true;
            }
            return worked;
        }

        private void read() {
            for (byte[] next = session.outbox().poll();
                    next != null;
                    next = session.outbox().poll()) {
                arrived(Encoding.JSON.read(next));
            }
        }

        /** What has not come yet does not come by waiting. */
        @Override
        boolean pause(long deadline) {
            return false;
        }

        @Override
        void close() {
            leave(1000);
        }

        @Override
        void vanish() {
            leave(1006);
        }

        private void leave(int code) {
            ended(code);
            node.edge.closed(session, code == 1006 ? Closing.LOST : new Closing(code, true));
            settle();
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
            actions.add(this::read);
        }

        @Override
        public void pauseReading() {}

        @Override
        public void resumeReading() {}

        @Override
        public void ping() {
            actions.add(() -> node.intake.control(session));
        }

        @Override
        public void close(CloseCode code, String reason) {
            ended(code.number());
            node.edge.closed(session, new Closing(code.number(), false));
        }

        @Override
        public void end(CloseCode code, String reason) {
            actions.add(() -> {
                read();
                close(code, reason);
            });
        }
    }
}
