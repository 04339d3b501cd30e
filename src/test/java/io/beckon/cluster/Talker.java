package io.beckon.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.wire.Frames;
import io.beckon.wire.User;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Somebody who joins rooms and talks in them until told to stop: messages to all and to one, offers with their candidates, and
 * an answer to each offer.
 */
final class Talker {

    private static final int MOST_UNANSWERED = 32;

    private volatile ScriptedClient client;
    private final List<String> rooms;
    private final Random random;
    private final Duration longestPause;
    private volatile boolean talking;

    Talker(List<URI> nodes, int first, List<String> rooms, long seed, Duration longestPause, Duration patience) {
        this.client = new ScriptedClient(nodes, first, User.any(), patience, this::heard);
        this.rooms = rooms;
        this.random = new Random(seed);
        this.longestPause = longestPause;
    }

    ScriptedClient client() {
        return client;
    }

    /** Somebody who is the same session speaks for it from now on. */
    void become(ScriptedClient twin) {
        client = twin;
    }

    List<String> rooms() {
        return rooms;
    }

    /** Returns when it is in all its rooms. */
    Talker start(Object... joinFields) {
        client.start();
        rooms.forEach(room -> client.join(room, joinFields));
        Await.until(
                Duration.ofSeconds(30),
                () -> rooms.stream().allMatch(room -> client.place(room).isPresent()),
                () -> client.user() + " is not in its rooms, closed with " + client.closeCodes());
        return this;
    }

    Talker talk() {
        talking = true;
        Thread.ofVirtual().start(() -> {
            while (talking) {
                rooms.forEach(room -> client.place(room).ifPresent(this::saySomething));
                Await.pause(Duration.ofMillis(random.nextLong(longestPause.toMillis()) + 1));
            }
        });
        return this;
    }

    void stop() {
        talking = false;
    }

    private void saySomething(Place place) {
        if (client.unanswered() > MOST_UNANSWERED) {
            return;
        }
        Optional<String> other = place.others.stream()
                .skip(place.others.isEmpty() ? 0 : random.nextInt(place.others.size()))
                .findFirst();
        int choice = random.nextInt(10);
        if (choice < 5 || other.isEmpty()) {
            client.request(place.room, Bodies.message());
        } else if (choice < 8) {
            client.request(place.room, Frames.with(Bodies.message(), "to", other.get()));
        } else {
            describe(place.room, Bodies.offer(), other.get());
        }
    }

    private void heard(JsonNode frame) {
        if (talking && frame.path("type").asText().equals("offer") && frame.has("to")) {
            describe(Recorder.room(frame), Bodies.answer(), frame.path("from").asText());
        }
    }

    /** A description, and candidates for it once it is accepted. */
    private void describe(String room, Map<String, Object> description, String to) {
        String marker = Bodies.marker(description);
        client.request(room, Frames.with(description, "to", to)).thenAccept(answer -> {
            if (answer.path("type").asText().equals("ack")) {
                client.request(room, Frames.with(Bodies.candidate(marker, 50_001), "to", to));
                client.request(room, Frames.with(Bodies.candidate(marker, 50_002), "to", to));
            }
        });
    }
}
