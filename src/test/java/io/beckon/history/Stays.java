package io.beckon.history;

import io.beckon.history.Happening.Joined;
import io.beckon.history.Happening.PeerLeft;
import io.beckon.history.Happening.Received;
import io.beckon.history.Stay.End;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Who was in which room from when to when, made of what all sessions saw. */
final class Stays {

    private final Map<String, List<Stay>> stays = new TreeMap<>();

    Stays(List<SessionHistory> histories) {
        histories.forEach(this::read);
        histories.forEach(history -> history.all(PeerLeft.class).forEach(this::ended));
    }

    List<Stay> in(String room) {
        return stays.getOrDefault(room, List.of());
    }

    Set<String> rooms() {
        return stays.keySet();
    }

    Stream<Stay> of(String session, String room) {
        return in(room).stream().filter(stay -> stay.session.equals(session));
    }

    private void read(SessionHistory history) {
        Map<String, Stay> current = new HashMap<>();
        List<Received> early = new ArrayList<>();
        for (Happening happening : history.happenings()) {
            Stay stay = current.get(happening.room());
            switch (happening) {
                case Joined joined when stay != null && stay.peer.equals(joined.peer()) -> stay.joinedAgain();
                case Joined joined -> {
                    Stay next = new Stay(history.session(), joined);
                    next.tookBefore(early);
                    early.removeIf(received -> received.room().equals(joined.room()));
                    current.put(joined.room(), next);
                    stays.computeIfAbsent(joined.room(), room -> new ArrayList<>())
                            .add(next);
                }
                case Received received
                when stay != null -> {
                    stay.took(received);
                    stay.saw(received.seq());
                }
                case Received received -> early.add(received);
                case Happening.Acknowledged ack when stay != null -> stay.saw(ack.seq());
                case Happening.PeerJoined joined when stay != null -> stay.saw(joined.seq());
                case PeerLeft left when stay != null -> stay.saw(left.seq());
                case Happening.Left left
                when stay != null -> {
                    stay.endedBy(End.LEFT);
                    current.remove(left.room());
                }
                case Happening.Expired expired
                when stay != null -> {
                    stay.endedBy(End.LOST);
                    current.remove(expired.room());
                }
                default -> {}
            }
        }
    }

    /** What others saw is more exact than what the session itself knew. */
    private void ended(PeerLeft left) {
        in(left.room()).stream()
                .filter(stay -> stay.peer.equals(left.peer()) && stay.joined < left.seq())
                .max(Comparator.comparingLong(stay -> stay.joined))
                .filter(stay -> stay.end != End.STILL_THERE)
                .ifPresent(stay -> stay.until = left.seq());
    }
}
