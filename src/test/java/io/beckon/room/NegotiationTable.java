package io.beckon.room;

import static io.beckon.room.Event.Kind.ANSWER;
import static io.beckon.room.Event.Kind.OFFER;
import static io.beckon.room.Event.Kind.REJECT;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The table of negotiations once more, as plainly as it can be written down: for a few people who all reach each other, what
 * each of them is told of what one of them does.
 */
final class NegotiationTable {

    static final List<String> ROWS = List.of(
            "any but open, offer",
            "open, offer of the same side",
            "open, offer of the polite other side",
            "open, offer of the impolite other side",
            "open, pranswer",
            "open, answer",
            "open, answer closes it for others",
            "open, answer with other m-sections",
            "open, answer to another offer",
            "open, answer though reserved",
            "open, rollback",
            "open, reject",
            "open, timeout",
            "open, timeout of another offer",
            "answered, report",
            "connected, report",
            "failed, report",
            "idle, report",
            "open, report",
            "not open, answer",
            "not open, pranswer",
            "not open, reject",
            "not open, rollback",
            "not open, timeout");

    enum State {
        IDLE,
        OPEN,
        ANSWERED,
        CONNECTED,
        FAILED
    }

    /** What two negotiate; the rest of it means something only while it is open. */
    private static final class Pair {
        State state = State.IDLE;
        int offerer;
        long offer;
        int sections;
        /** What it is again if the open offer comes to nothing. */
        State before = State.IDLE;
    }

    private final List<Person> people;
    private final Tally tally;
    private final Map<String, Pair> pairs = new TreeMap<>();
    /** By offer: who alone may answer it. */
    private final Map<Long, Integer> reserved = new HashMap<>();
    /** By offer: what set its timer last. */
    private final Map<Long, Long> armed = new HashMap<>();

    NegotiationTable(List<Person> people, Tally tally) {
        this.people = people;
        this.tally = tally;
    }

    State state(int one, int other) {
        return pair(one, other).state;
    }

    /** Who could answer whom. */
    List<int[]> answerable() {
        return ordered((one, other) -> state(one, other) == State.OPEN && pair(one, other).offerer == other);
    }

    /** Who has had an answer from whom, or given one. */
    List<int[]> answered() {
        return ordered((one, other) -> state(one, other).compareTo(State.ANSWERED) >= 0);
    }

    private List<int[]> ordered(BiPredicate<Integer, Integer> wanted) {
        List<int[]> found = new ArrayList<>();
        for (int one = 0; one < people.size(); one++) {
            for (int other = 0; other < people.size(); other++) {
                if (one != other && wanted.test(one, other)) {
                    found.add(new int[] {one, other});
                }
            }
        }
        return found;
    }

    private Pair pair(int one, int other) {
        return pairs.computeIfAbsent(Math.min(one, other) + "-" + Math.max(one, other), key -> new Pair());
    }

    /** The later one is polite, but never a media server. */
    private int polite(int one, int other) {
        int later = Math.max(one, other);
        return people.get(later).role() == Role.MEDIA_SERVER ? Math.min(one, other) : later;
    }

    private List<Integer> addressees(int sender, @Nullable Integer to) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            if (i != sender && (to == null || to == i)) {
                all.add(i);
            }
        }
        return all;
    }

    private Told gets(int receiver, Event.Kind kind, int from, @Nullable Integer to) {
        Person person = people.get(receiver);
        return to == null ? person.gets(kind, people.get(from)) : person.getsAddressed(kind, people.get(from));
    }

    List<Told> offer(int sender, @Nullable Integer to, int sections, long position) {
        List<Told> told = new ArrayList<>();
        told.add(people.get(sender).isAcknowledged());
        for (int other : addressees(sender, to)) {
            Pair pair = pair(sender, other);
            told.add(gets(other, OFFER, sender, to));
            boolean crosses = pair.state == State.OPEN && pair.offerer == other;
            if (crosses) {
                for (int side : List.of(sender, other)) {
                    told.add(people.get(side)
                            .learnsOfGlare(people.get(sender), people.get(other), people.get(polite(sender, other))));
                }
            }
            boolean yields = crosses && polite(sender, other) == sender;
            row(
                    crosses
                            ? "open, offer of the " + (yields ? "" : "im") + "polite other side"
                            : pair.state == State.OPEN ? "open, offer of the same side" : "any but open, offer");
            if (!yields) {
                close(pair, sender, other, State.OPEN, position);
                pair.offerer = sender;
                pair.offer = position;
                pair.sections = sections;
                armed.put(position, position);
            }
        }
        return told;
    }

    /** An offer is no longer open here, so the one who would have answered it here reserves it no more, and others have the whole time. */
    private void close(Pair pair, int one, int other, State next, long position) {
        if (pair.state == State.OPEN && reserved.remove(pair.offer, pair.offerer == one ? other : one)) {
            armed.put(pair.offer, position);
        }
        if (next == State.OPEN && pair.state != State.OPEN) {
            pair.before = pair.state;
        }
        pair.state = next == State.IDLE ? pair.before : next;
    }

    List<Told> answer(
            int sender, @Nullable Integer to, @Nullable Long re, boolean provisional, int sections, long position) {
        String event = provisional ? "pranswer" : "answer";
        List<Integer> open = new ArrayList<>();
        for (int other : openTo(sender, to, re, event)) {
            int alone = reserved.getOrDefault(pair(sender, other).offer, sender);
            if (alone == sender) {
                open.add(other);
            } else {
                row("open, answer though reserved");
            }
        }
        if (open.isEmpty()) {
            return List.of(people.get(sender).isRefused(Refusal.WRONG_STATE));
        }
        open.removeIf(other -> pair(sender, other).sections != sections);
        if (open.isEmpty()) {
            row("open, answer with other m-sections");
            return List.of(people.get(sender).isRefused(Refusal.BAD_SDP, "answer.sdp"));
        }
        List<Told> told = new ArrayList<>();
        told.add(people.get(sender).isAcknowledged());
        for (int offerer : open) {
            row("open, " + event);
            told.add(gets(offerer, ANSWER, sender, to));
            long offer = pair(sender, offerer).offer;
            if (provisional) {
                reserved.put(offer, sender);
                armed.put(offer, position);
            } else {
                pair(sender, offerer).state = State.ANSWERED;
                told.addAll(answeredBySomebodyElse(offerer, offer));
            }
        }
        return told;
    }

    private List<Told> answeredBySomebodyElse(int offerer, long offer) {
        List<Told> told = new ArrayList<>();
        for (int other : waiting(offerer, offer)) {
            row("open, answer closes it for others");
            pair(offerer, other).state = pair(offerer, other).before;
            told.add(people.get(other).learnsOfOtherAnswer(people.get(offerer)));
        }
        return told;
    }

    List<Told> reject(int sender, @Nullable Integer to, long position) {
        List<Integer> open = openTo(sender, to, null, "reject");
        if (open.isEmpty()) {
            return List.of(people.get(sender).isRefused(Refusal.WRONG_STATE));
        }
        List<Told> told = new ArrayList<>();
        told.add(people.get(sender).isAcknowledged());
        for (int offerer : open) {
            row("open, reject");
            told.add(gets(offerer, REJECT, sender, to));
            told.add(people.get(offerer).learnsOfRejection(people.get(offerer), people.get(sender)));
            close(pair(sender, offerer), sender, offerer, State.IDLE, position);
        }
        return told;
    }

    List<Told> rollback(int sender, @Nullable Integer to, long position) {
        List<Told> told = new ArrayList<>();
        for (int other : addressees(sender, to)) {
            Pair pair = pair(sender, other);
            if (pair.state == State.OPEN && pair.offerer == sender) {
                row("open, rollback");
                told.add(gets(other, OFFER, sender, to));
                close(pair, sender, other, State.IDLE, position);
            } else if (pair.state != State.OPEN) {
                row("not open, rollback");
            }
        }
        told.add(
                told.isEmpty()
                        ? people.get(sender).isRefused(Refusal.WRONG_STATE)
                        : people.get(sender).isAcknowledged());
        return told;
    }

    List<Told> report(int sender, int to, TransportState state) {
        Pair pair = pair(sender, to);
        row(pair.state.name().toLowerCase(Locale.ROOT) + ", report");
        State next = switch (state) {
            case CONNECTED -> State.CONNECTED;
            case FAILED, CLOSED -> State.FAILED;
            case DISCONNECTED -> null;
        };
        if (next != null && pair.state == State.OPEN && pair.before != State.IDLE) {
            pair.before = next;
        } else if (next != null && pair.state != State.OPEN && pair.state != State.IDLE) {
            pair.state = next;
        }
        return List.of(people.get(sender).isAcknowledged());
    }

    /** @param addressed whether the offer named somebody, so that its sender is told whom */
    List<Told> timeout(int offerer, long offer, long since, boolean addressed) {
        List<Integer> waiting = armed.getOrDefault(offer, 0L) == since ? waiting(offerer, offer) : List.of();
        List<Told> told = new ArrayList<>();
        for (int other : waiting) {
            row("open, timeout");
            pair(offerer, other).state = pair(offerer, other).before;
            told.add(people.get(other).learnsOfTimeout(people.get(offerer), people.get(other)));
        }
        if (waiting.isEmpty()) {
            boolean open = addressees(offerer, null).stream().anyMatch(other -> state(offerer, other) == State.OPEN);
            row(open ? "open, timeout of another offer" : "not open, timeout");
        } else {
            told.add(people.get(offerer)
                    .learnsOfTimeout(people.get(offerer), addressed ? people.get(waiting.get(0)) : null));
        }
        return told;
    }

    private List<Integer> waiting(int offerer, long offer) {
        return addressees(offerer, null).stream()
                .filter(other -> pair(offerer, other).state == State.OPEN && pair(offerer, other).offer == offer)
                .toList();
    }

    /** Those with an open offer to the sender. */
    private List<Integer> openTo(int sender, @Nullable Integer to, @Nullable Long re, String event) {
        List<Integer> open = new ArrayList<>();
        for (int other : addressees(sender, to)) {
            Pair pair = pair(sender, other);
            if (pair.state != State.OPEN) {
                row("not open, " + event);
            } else if (pair.offerer == other && re != null && pair.offer != Seq.position(re)) {
                row("open, answer to another offer");
            } else if (pair.offerer == other) {
                open.add(other);
            }
        }
        return open;
    }

    private void row(String row) {
        tally.count("rows", row);
    }
}
