package io.beckon.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.history.Happening;
import io.beckon.history.Happening.Acknowledged;
import io.beckon.history.Happening.Expired;
import io.beckon.history.Happening.Joined;
import io.beckon.history.Happening.Left;
import io.beckon.history.Happening.Locked;
import io.beckon.history.Happening.PeerJoined;
import io.beckon.history.Happening.PeerLeft;
import io.beckon.history.Happening.Received;
import io.beckon.history.Happening.Refused;
import io.beckon.history.Happening.Resumed;
import io.beckon.history.Happening.Roster;
import io.beckon.history.Happening.Sent;
import io.beckon.history.Happening.Told;
import io.beckon.history.Happening.Unlocked;
import io.beckon.history.SessionHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes down what happens to one session. */
final class Recorder {

    private final String session;
    private final List<Happening> happenings = new ArrayList<>();

    Recorder(String session) {
        this.session = session;
    }

    String session() {
        return session;
    }

    synchronized SessionHistory history() {
        return new SessionHistory(session, happenings);
    }

    /** The same so far, to go on differently. */
    synchronized Recorder copy() {
        Recorder copy = new Recorder(session);
        copy.happenings.addAll(happenings);
        return copy;
    }

    synchronized <T extends Happening> List<T> all(Class<T> type) {
        return happenings.stream().filter(type::isInstance).map(type::cast).toList();
    }

    void sent(JsonNode frame) {
        record(new Sent(
                room(frame), frame.path("id").asText(), frame.path("type").asText(), Bodies.marker(frame), to(frame)));
    }

    void acknowledged(String room, JsonNode ack) {
        record(new Acknowledged(room, ack.path("id").asText(), seq(ack)));
    }

    void refused(String room, JsonNode error) {
        record(new Refused(room, error.path("id").asText(), error.path("code").asText()));
    }

    void joined(JsonNode joined, boolean again) {
        JsonNode self = joined.path("self");
        record(new Joined(
                room(joined),
                seq(joined),
                self.path("peer").asText(),
                self.path("role").asText(),
                List.copyOf(peers(joined)),
                again));
    }

    void left(String room) {
        record(new Left(room));
    }

    void resumed(String room, long after) {
        record(new Resumed(room, after));
    }

    void expired(String room, String reason) {
        record(new Expired(room, reason));
    }

    void roster(String room, Set<String> peers) {
        record(new Roster(room, peers));
    }

    /** A frame that is no reply. */
    void received(JsonNode frame) {
        String room = room(frame);
        switch (frame.path("type").asText()) {
            case "offer", "answer", "ice-candidate", "message" ->
                record(new Received(
                        room,
                        seq(frame),
                        frame.path("from").asText(),
                        frame.path("type").asText(),
                        Bodies.marker(frame),
                        to(frame)));
            case "peer-joined" ->
                record(new PeerJoined(
                        room, seq(frame), frame.path("peer").path("peer").asText()));
            case "peer-left" ->
                record(new PeerLeft(
                        room,
                        seq(frame),
                        frame.path("peer").asText(),
                        frame.path("reason").asText()));
            case "room-locked" -> record(new Locked(room, seq(frame)));
            case "room-unlocked" -> record(new Unlocked(room, seq(frame)));
            default -> {
                if (frame.has("seq")) {
                    record(new Told(room, seq(frame), frame.path("type").asText()));
                }
            }
        }
    }

    static String room(JsonNode frame) {
        return frame.path("room").asText();
    }

    static long seq(JsonNode frame) {
        return frame.path("seq").asLong();
    }

    /** The others in a {@code joined}, a {@code roster} or a room of {@code resumed}. */
    static Set<String> peers(JsonNode frame) {
        Set<String> peers = new TreeSet<>();
        frame.path("participants")
                .forEach(participant -> peers.add(participant.path("peer").asText()));
        return peers;
    }

    private static @Nullable String to(JsonNode frame) {
        return frame.path("to").asText(null);
    }

    private synchronized void record(Happening happening) {
        happenings.add(happening);
    }
}
