package io.beckon.history;

import static java.util.stream.Collectors.toCollection;

import io.beckon.history.Happening.Roster;
import io.beckon.history.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** At the end everybody who is in a room sees everybody who is, and nobody else. */
final class RosterCheck {

    private RosterCheck() {}

    static List<Violation> of(List<SessionHistory> histories, Stays stays) {
        List<Violation> violations = new ArrayList<>();
        for (SessionHistory history : histories) {
            Map<String, Roster> last = new HashMap<>();
            history.all(Roster.class).forEach(roster -> last.put(roster.room(), roster));
            last.values().forEach(roster -> compare(history.session(), roster, stays, violations));
        }
        return violations;
    }

    private static void compare(String session, Roster roster, Stays stays, List<Violation> violations) {
        Set<String> living = stays.in(roster.room()).stream()
                .filter(stay -> stay.end == Stay.End.STILL_THERE)
                .map(stay -> stay.peer)
                .collect(toCollection(TreeSet::new));
        Set<String> ghosts = new TreeSet<>(roster.peers());
        ghosts.removeAll(living);
        ghosts.forEach(ghost -> violations.add(new Violation(Kind.GHOST, roster.room(), -1, session, "sees " + ghost)));
        living.removeAll(roster.peers());
        living.forEach(missed ->
                violations.add(new Violation(Kind.ROSTERS_DIFFER, roster.room(), -1, session, "misses " + missed)));
    }
}
