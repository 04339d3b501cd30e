package io.beckon.history;

import io.beckon.history.Happening.Expired;
import io.beckon.history.Happening.Joined;
import io.beckon.history.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who is told that its place is gone and joins anew is somebody else in the room from then on. */
final class PlaceCheck {

    private PlaceCheck() {}

    static List<Violation> of(List<SessionHistory> histories) {
        List<Violation> violations = new ArrayList<>();
        histories.forEach(history -> check(history, violations));
        return violations;
    }

    private static void check(SessionHistory history, List<Violation> violations) {
        Map<String, String> peers = new HashMap<>();
        Map<String, String> denied = new HashMap<>();
        for (Happening happening : history.happenings()) {
            if (happening instanceof Joined joined) {
                if (joined.peer().equals(denied.remove(joined.room()))) {
                    String detail = joined.peer() + " was told that its place is gone";
                    violations.add(
                            new Violation(Kind.PLACE_DENIED, joined.room(), joined.seq(), history.session(), detail));
                }
                peers.put(joined.room(), joined.peer());
            } else if (happening instanceof Expired expired && peers.containsKey(expired.room())) {
                denied.put(expired.room(), peers.get(expired.room()));
            }
        }
    }
}
