package io.beckon.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.beckon.history.SessionHistory;
import io.beckon.wire.Encoding;
import io.beckon.wire.Frames;
import io.beckon.wire.User;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A client as the protocol wants it: it sends a frame with the same id until it has its answer, comes back on another node after
 * any end that allows it, resumes from the last place that it has seen, and writes down what happens. Where it has lost its place
 * it joins anew.
 */
final class ScriptedClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> FINAL_CODES = Set.of(1000, 1008, 4009);
    private static final Set<String> RETRIED = Set.of("unavailable", "rate-limited", "internal");
    private static final AtomicLong ids = new AtomicLong();

    private final List<URI> nodes;
    private final User user;
    private final Duration patience;
    private final Consumer<JsonNode> listener;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, Request> open = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> joins = new LinkedHashMap<>();
    private final List<Integer> closeCodes = new ArrayList<>();
    private final List<Recorder> earlier = new ArrayList<>();
    /** The last place seen in rooms whose {@code joined} has not come yet. */
    private final Map<String, Long> ahead = new HashMap<>();

    private Recorder recorder = new Recorder("none");
    private String secret = "";
    private @Nullable Connection attached;
    private @Nullable Connection reading;
    private int node;
    private boolean rejoining = true;
    private boolean over;
    private boolean trying;
    private boolean turnedAway;
    private boolean resuming;
    /** A resume was answered by unavailable or not at all: its record may still come to be. */
    private boolean resumeUnanswered;

    private boolean pausedReading;

    /**
     * @param first index of the node to begin with
     * @param patience after so much silence a connection counts as dead
     * @param listener is told of frames of others, on the reading thread
     */
    ScriptedClient(List<URI> nodes, int first, User user, Duration patience, Consumer<JsonNode> listener) {
        this.nodes = nodes;
        this.node = first;
        this.user = user;
        this.patience = patience;
        this.listener = listener;
    }

    ScriptedClient start() {
        Thread.ofVirtual().name("client " + user.id()).start(this::run);
        return this;
    }

    /** One that claims to be the same session, on another node; what ends its first attempt ends it. */
    synchronized ScriptedClient twin(int onNode) {
        ScriptedClient twin = new ScriptedClient(nodes, onNode, user, patience, listener);
        twin.recorder = recorder.copy();
        twin.secret = secret;
        twin.trying = true;
        places.forEach((room, place) -> twin.places.put(room, place.copy()));
        twin.joins.putAll(joins);
        return twin;
    }

    /** The same session on the next node, which goes on trying. */
    synchronized ScriptedClient heir() {
        ScriptedClient heir = twin((node + 1) % nodes.size());
        heir.trying = false;
        return heir;
    }

    CompletableFuture<JsonNode> join(String room, Object... more) {
        Map<String, Object> frame = Frames.join(room, more);
        synchronized (this) {
            joins.put(room, frame);
        }
        return request(room, new LinkedHashMap<>(frame));
    }

    CompletableFuture<JsonNode> leave(String room) {
        synchronized (this) {
            joins.remove(room);
        }
        return request(room, Frames.frame("leave"));
    }

    /** Its answer, {@code joined}, {@code ack}, {@code left}, {@code roster} or an error that is final. */
    synchronized CompletableFuture<JsonNode> request(String room, Map<String, Object> frame) {
        Request request = new Request(room, frame);
        frame.put("room", room);
        frame.put("id", "i" + ids.incrementAndGet());
        open.put(request.id(), request);
        if (isRelayed(request)) {
            recorder.sent(JSON.valueToTree(frame));
        }
        if (attached != null) {
            attached.send(frame);
        }
        return request.answer;
    }

    synchronized Optional<Place> place(String room) {
        return Optional.ofNullable(places.get(room)).map(Place::copy);
    }

    /** Connected, and owed no answer, save to candidates, which may wait long for their description. */
    synchronized boolean isQuiet() {
        return attached != null
                && open.values().stream().allMatch(request -> request.type().equals("ice-candidate"));
    }

    synchronized int unanswered() {
        return open.size();
    }

    /** For reports. */
    synchronized String state() {
        String where = (attached == null ? "not connected" : "connected") + (over ? ", over" : "");
        List<String> in = places.values().stream()
                .map(place -> place.room + " as " + place.peer + " at " + place.lastSeq())
                .toList();
        List<String> unanswered = open.values().stream()
                .map(request -> request.type() + " " + request.id() + (request.again ? " again" : ""))
                .toList();
        return "%s session %s, after %d lost, on node %d: %s, in %s, unanswered %s, closed with %s"
                .formatted(user.id(), recorder.session(), earlier.size(), node + 1, where, in, unanswered, closeCodes);
    }

    synchronized boolean isAttached() {
        return attached != null;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** The server has ended it for good. */
    synchronized boolean isTurnedAway() {
        return turnedAway;
    }

    synchronized int node() {
        return node;
    }

    synchronized List<Integer> closeCodes() {
        return List.copyOf(closeCodes);
    }

    synchronized Recorder recorder() {
        return recorder;
    }

    synchronized List<SessionHistory> histories() {
        List<Recorder> all = new ArrayList<>(earlier);
        all.add(recorder);
        return all.stream().map(Recorder::history).toList();
    }

    String user() {
        return user.id();
    }

    /** Its TCP connection ends; it comes back on another node. */
    synchronized void breakConnection() {
        if (reading != null) {
            reading.vanish();
        }
    }

    /** From now on a lost place is not taken again. */
    synchronized void stopRejoining() {
        rejoining = false;
    }

    /** Without this it would take all that comes at once. */
    synchronized void pauseReading(boolean paused) {
        pausedReading = paused;
        notifyAll();
    }

    /** It is gone without a word, and a twin may come back in its place. */
    synchronized void vanish() {
        over = true;
        breakConnection();
    }

    /** It is gone without a word and does not come back. */
    synchronized void abandon() {
        vanish();
        places.keySet().forEach(room -> recorder.expired(room, "abandoned"));
        places.clear();
    }

    /** It leaves all its rooms. */
    synchronized void end() {
        over = true;
        if (reading != null) {
            reading.sayGoodbye();
        }
        breakConnection();
    }

    private void run() {
        while (!isOver()) {
            try {
                Connection connection = Connection.open(nodes.get(node()), user, Encoding.JSON, patience);
                synchronized (this) {
                    reading = connection;
                }
                serve(connection);
                ended(connection.closeCode());
            } catch (Connection.NotNow e) {
                Await.pause(e.retryAfter);
                nextNode();
            } catch (IOException e) {
                Await.pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(50, 300)));
                nextNode();
            }
        }
    }

    private void ended(int code) {
        synchronized (this) {
            attached = null;
            reading = null;
            closeCodes.add(code);
            boolean byItself = code == 4009 && resumeUnanswered;
            if (byItself) {
                resumeUnanswered = false;
            } else if (!over && FINAL_CODES.contains(code)) {
                turnedAway = true;
            }
            over |= trying || turnedAway;
            open.values().forEach(request -> request.again = true);
        }
        boolean overloaded = code == 4013 || code == 4029;
        Await.pause(Duration.ofMillis(
                ThreadLocalRandom.current().nextLong(overloaded ? 1000 : 20, overloaded ? 2000 : 150)));
        nextNode();
    }

    private synchronized void nextNode() {
        node = (node + 1) % nodes.size();
    }

    private void serve(Connection connection) {
        JsonNode welcome = connection.read();
        if (welcome == null) {
            return;
        }
        boolean known = !secret.isEmpty();
        if (known) {
            resume(connection);
        } else {
            begin(welcome, connection);
        }
        for (JsonNode frame = connection.read(); frame != null; frame = connection.read()) {
            synchronized (this) {
                handle(frame, welcome, connection);
            }
            listener.accept(frame);
            awaitReading();
        }
        synchronized (this) {
            resumeUnanswered |= resuming;
        }
    }

    private synchronized void resume(Connection connection) {
        Map<String, Object> rooms = new LinkedHashMap<>();
        places.values().forEach(place -> rooms.put(place.room, place.lastSeq()));
        resuming = true;
        connection.send(Frames.frame(
                "resume", "id", "resume", "session", recorder.session(), "secret", secret, "rooms", rooms));
    }

    /** A session of its own. */
    private synchronized void begin(JsonNode welcome, Connection connection) {
        if (!secret.isEmpty()) {
            List.copyOf(places.keySet()).forEach(room -> lost(room, "resume-expired"));
            earlier.add(recorder);
        }
        recorder = new Recorder(welcome.path("session").asText());
        secret = welcome.path("secret").asText();
        forget(request -> true);
        attach(connection);
    }

    private void attach(Connection connection) {
        attached = connection;
        List.copyOf(open.values()).forEach(request -> connection.send(request.frame));
    }

    private void handle(JsonNode frame, JsonNode welcome, Connection connection) {
        String type = frame.path("type").asText();
        String id = frame.path("id").asText();
        if (id.equals("resume")) {
            resumed(frame, welcome, connection);
        } else if (open.containsKey(id)) {
            answered(open.get(id), frame, connection);
        } else if (type.equals("going-away")) {
            goAway(frame.path("reconnectInMs").asLong(), connection);
        } else if (type.equals("left") || type.equals("error") && frame.has("room")) {
            if (type.equals("left") || frame.path("code").asText().equals("resume-expired")) {
                lost(Recorder.room(frame), frame.path("reason").asText("resume-expired"));
            }
        } else {
            received(frame, type);
        }
    }

    private void received(JsonNode frame, String type) {
        recorder.received(frame);
        Place place = places.get(Recorder.room(frame));
        if (place == null) {
            ahead.merge(Recorder.room(frame), Recorder.seq(frame), Math::max);
            return;
        }
        place.saw(Recorder.seq(frame));
        switch (type) {
            case "peer-joined" ->
                place.others.add(frame.path("peer").path("peer").asText());
            case "peer-left" -> place.others.remove(frame.path("peer").asText());
            case "room-closed" -> lost(place.room, "room-closed");
            default -> {}
        }
    }

    private void resumed(JsonNode frame, JsonNode welcome, Connection connection) {
        resuming = false;
        if (frame.path("type").asText().equals("resumed")) {
            frame.path("rooms").properties().forEach(entry -> {
                Place place = places.get(entry.getKey());
                if (entry.getValue().has("error")) {
                    lost(entry.getKey(), "resume-expired");
                } else if (place != null) {
                    recorder.resumed(place.room, place.lastSeq());
                    place.others.clear();
                    place.others.addAll(Recorder.peers(entry.getValue()));
                }
            });
            Set<String> forgotten = new TreeSet<>(places.keySet());
            frame.path("rooms").fieldNames().forEachRemaining(forgotten::remove);
            forgotten.forEach(room -> lost(room, "not in resumed"));
            trying = false;
            attach(connection);
        } else if (frame.path("code").asText().equals("resume-expired") && !trying) {
            begin(welcome, connection);
        } else {
            resumeUnanswered = true;
            connection.vanish();
        }
    }

    private void answered(Request request, JsonNode answer, Connection connection) {
        String type = answer.path("type").asText();
        if (type.equals("error") && RETRIED.contains(answer.path("code").asText())) {
            request.again = true;
            retry(request, connection, answer.path("retryAfterMs").asLong(300));
            return;
        }
        open.remove(request.id());
        switch (type) {
            case "joined" -> {
                recorder.joined(answer, request.again);
                String peer = answer.path("self").path("peer").asText();
                Place place = new Place(request.room, peer, Recorder.seq(answer), Recorder.peers(answer));
                Optional.ofNullable(ahead.remove(request.room)).ifPresent(place::saw);
                places.put(request.room, place);
            }
            case "left" -> {
                recorder.left(request.room);
                places.remove(request.room);
            }
            case "ack" -> {
                if (isRelayed(request)) {
                    recorder.acknowledged(request.room, answer);
                }
                Optional.ofNullable(places.get(request.room)).ifPresent(place -> place.saw(Recorder.seq(answer)));
            }
            case "error" -> {
                if (isRelayed(request)) {
                    recorder.refused(request.room, answer);
                }
            }
            default -> {}
        }
        request.answer.complete(answer);
    }

    private void retry(Request request, Connection connection, long afterMillis) {
        Thread.ofVirtual().start(() -> {
            Await.pause(Duration.ofMillis(Math.max(afterMillis, 100)));
            synchronized (this) {
                if (attached == connection && open.containsKey(request.id())) {
                    connection.send(request.frame);
                }
            }
        });
    }

    private void goAway(long afterMillis, Connection connection) {
        Thread.ofVirtual().start(() -> {
            Await.pause(Duration.ofMillis(afterMillis));
            connection.vanish();
        });
    }

    private void lost(String room, String reason) {
        if (places.remove(room) == null) {
            return;
        }
        recorder.expired(room, reason);
        forget(request -> request.room.equals(room));
        Map<String, Object> join = joins.get(room);
        if (join != null && rejoining) {
            request(room, new LinkedHashMap<>(join));
        }
    }

    /** Frames whose outcome nobody can know any more: as another participant's they would be others. */
    private void forget(Predicate<Request> which) {
        List<Request> unknown = open.values().stream()
                .filter(request -> which.test(request) && isRelayed(request) && request.again)
                .toList();
        unknown.forEach(request -> {
            open.remove(request.id());
            request.answer.cancel(false);
        });
    }

    private static boolean isRelayed(Request request) {
        return Set.of("message", "offer", "answer", "ice-candidate").contains(request.type());
    }

    private synchronized void awaitReading() {
        while (pausedReading && !over) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
