package io.beckon.cluster;

import io.beckon.history.Happening;
import io.beckon.history.HistoryChecker;
import io.beckon.history.Rules;
import io.beckon.history.SessionHistory;
import io.beckon.history.Violation;
import io.beckon.wire.Frames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Talkers on several nodes from their joins to the verdict on what they saw. */
final class Trial {

    private static final Duration PEACE = Duration.ofSeconds(90);
    private static final Duration LAST_WORD = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(120);

    private final List<BeckonNode> nodes;
    private final Duration tidying;
    private final List<Talker> talkers = new ArrayList<>();
    private final List<Violation> broken = new ArrayList<>();
    private final long seed;

    /** @param tidying within this, when all is well again, nobody is seen any more who is gone */
    Trial(BeckonCluster cluster, Duration tidying, long seed) {
        this.nodes = cluster.nodes();
        this.tidying = tidying;
        this.seed = seed;
    }

    static String freshRoom() {
        return "room-" + UUID.randomUUID();
    }

    /** One more, who begins on the given node, counted from 1. */
    Talker talker(int node, Duration patience, String... rooms) {
        int first = (node - 1) % nodes.size();
        List<URI> urls = nodes.stream().map(BeckonNode::url).toList();
        Talker talker = new Talker(urls, first, List.of(rooms), seed * 1000 + talkers.size(), LONGEST_PAUSE, patience);
        talkers.add(talker);
        return talker.start();
    }

    /** That many in each room, each on another node than the one before, all talking. */
    Trial talkInRooms(int members, Duration patience, String... rooms) {
        for (String room : rooms) {
            IntStream.rangeClosed(1, members).forEach(node -> talker(node, patience, room));
        }
        talkers.forEach(Talker::talk);
        return this;
    }

    List<Talker> talkers() {
        return talkers;
    }

    /** Those whose connection is to this node, counted from 1. */
    List<Talker> on(int node) {
        return talkers.stream()
                .filter(talker -> talker.client().node() == node - 1)
                .toList();
    }

    /** Ends it and fails, with all that was seen in a file, if anything is wrong with it. */
    void endWell(Rules rules) {
        List<Violation> violations = end(rules);
        System.out.printf(
                "%d frames acknowledged, %d resumes, %d places lost, %d violations%n",
                acknowledged(), resumes(), lostPlaces(), violations.size());
        if (!violations.isEmpty()) {
            throw new AssertionError(violations.size() + " violations, the first: " + violations.getFirst() + "; see "
                    + write(violations));
        }
    }

    /** All that was seen, for whoever looks into it. */
    Path write(List<Violation> violations) {
        try {
            Path file = Files.createTempFile(Files.createDirectories(Path.of("target", "trials")), "trial-", ".txt");
            List<String> lines = new ArrayList<>();
            violations.forEach(violation -> lines.add(violation.toString()));
            histories().forEach(history -> {
                lines.add("--- " + history.session());
                history.happenings().forEach(happening -> lines.add(happening.toString()));
            });
            return Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets all come to rest, compares what they see, and judges. They leave their rooms then. */
    List<Violation> end(Rules rules) {
        talkers.forEach(Talker::stop);
        Await.until(PEACE, () -> talkers.stream().allMatch(this::isAtRest), this::restless);
        talkers.stream()
                .map(Talker::client)
                .filter(ScriptedClient::isTurnedAway)
                .forEach(client -> broken.add(new Violation(
                        Violation.Kind.TURNED_AWAY, "-", -1, client.recorder().session(), client.state())));
        rooms().forEach(this::lastWord);
        rooms().forEach(this::states);
        rooms().forEach(this::rosters);
        List<SessionHistory> histories = histories();
        talkers.forEach(talker -> talker.client().end());
        List<Violation> violations = new ArrayList<>(broken);
        violations.addAll(HistoryChecker.check(histories, rules));
        return violations;
    }

    List<SessionHistory> histories() {
        List<SessionHistory> all = new ArrayList<>();
        talkers.forEach(talker -> all.addAll(talker.client().histories()));
        return all;
    }

    long acknowledged() {
        return count(Happening.Acknowledged.class);
    }

    long resumes() {
        return count(Happening.Resumed.class);
    }

    /** How often somebody was seen to go for each reason. */
    Map<String, Long> departures() {
        return histories().stream()
                .flatMap(history -> history.happenings().stream())
                .filter(Happening.PeerLeft.class::isInstance)
                .map(Happening.PeerLeft.class::cast)
                .collect(Collectors.groupingBy(Happening.PeerLeft::reason, TreeMap::new, Collectors.counting()));
    }

    long sent() {
        return count(Happening.Sent.class);
    }

    long received() {
        return count(Happening.Received.class);
    }

    long lostPlaces() {
        return count(Happening.Expired.class);
    }

    private long count(Class<? extends Happening> type) {
        return histories().stream()
                .flatMap(history -> history.happenings().stream())
                .filter(type::isInstance)
                .count();
    }

    private boolean isAtRest(Talker talker) {
        return talker.client().isOver() || talker.client().isQuiet();
    }

    private String restless() {
        return states(talkers.stream()
                .filter(talker -> !isAtRest(talker))
                .map(Talker::client)
                .toList());
    }

    private static String states(List<ScriptedClient> clients) {
        return clients.stream().map(ScriptedClient::state).collect(Collectors.joining("\n"));
    }

    private Set<String> rooms() {
        Set<String> rooms = new TreeSet<>();
        talkers.forEach(talker -> rooms.addAll(talker.rooms()));
        return rooms;
    }

    private List<ScriptedClient> in(String room) {
        return talkers.stream()
                .map(Talker::client)
                .filter(client -> !client.isOver() && client.place(room).isPresent())
                .toList();
    }

    /** Whoever has got this has got all that was before it. */
    private void lastWord(String room) {
        List<ScriptedClient> clients = in(room);
        if (clients.isEmpty()) {
            return;
        }
        Map<String, Object> frame = Bodies.message();
        String marker = Bodies.marker(frame);
        clients.getFirst().request(room, frame);
        boolean heard = Await.holdsWithin(
                LAST_WORD,
                () -> clients.stream()
                        .skip(1)
                        .allMatch(client -> client.recorder().all(Happening.Received.class).stream()
                                .anyMatch(received -> received.marker().equals(marker))));
        if (!heard) {
            broken.add(new Violation(
                    Violation.Kind.LOST,
                    room,
                    -1,
                    "",
                    "last word " + marker + " not heard by all:\n" + states(clients)));
        }
    }

    /** Nodes that have read as far of a room's partition have the same state of it. */
    private void states(String room) {
        Map<String, String> digests = new TreeMap<>();
        boolean alike = Await.holdsWithin(LAST_WORD, () -> {
            digests.clear();
            nodes.forEach(node -> node.roomState(room).ifPresent(state -> digests.put(node.name(), state)));
            return Set.copyOf(digests.values()).size() <= 1;
        });
        if (!alike) {
            broken.add(new Violation(Violation.Kind.STATES_DIFFER, room, -1, "-", digests.toString()));
        }
    }

    private void rosters(String room) {
        List<ScriptedClient> clients = in(room);
        Map<ScriptedClient, Set<String>> seen = new LinkedHashMap<>();
        Set<String> living = new TreeSet<>();
        clients.forEach(client -> client.place(room).ifPresent(place -> living.add(place.peer)));
        Await.holdsWithin(tidying, () -> {
            clients.forEach(client -> seen.put(client, roster(client, room)));
            return seen.values().stream().allMatch(living::equals);
        });
        seen.forEach((client, peers) -> client.recorder().roster(room, peers));
    }

    private static Set<String> roster(ScriptedClient client, String room) {
        Set<String> peers = new TreeSet<>();
        Optional<Place> place = client.place(room);
        place.ifPresent(own -> peers.add(own.peer));
        try {
            peers.addAll(client.request(room, Frames.frame("roster"))
                    .thenApply(Recorder::peers)
                    .get(LAST_WORD.toSeconds(), TimeUnit.SECONDS));
            return peers;
        } catch (TimeoutException | ExecutionException e) {
            return Set.of("no answer");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
