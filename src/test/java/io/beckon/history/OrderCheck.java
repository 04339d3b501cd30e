package io.beckon.history;

import io.beckon.history.Happening.Acknowledged;
import io.beckon.history.Happening.PeerJoined;
import io.beckon.history.Happening.PeerLeft;
import io.beckon.history.Happening.Received;
import io.beckon.history.Happening.Told;
import io.beckon.history.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A room's frames come in one order, and a place in it means the same to everybody. */
final class OrderCheck {

    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, Map<Long, String>> places = new HashMap<>();
    private final Map<String, Map<Long, String>> acknowledged = new HashMap<>();

    static List<Violation> of(List<SessionHistory> histories) {
        OrderCheck check = new OrderCheck();
        histories.forEach(check::rises);
        histories.forEach(check::meansTheSame);
        return check.violations;
    }

    private void rises(SessionHistory history) {
        Map<String, Long> last = new HashMap<>();
        history.happenings()
                .forEach(happening -> place(happening).ifPresent(seq -> {
                    Long before = last.put(happening.room(), seq);
                    if (before != null && before >= seq) {
                        report(Kind.OUT_OF_ORDER, happening, seq, history, "came after " + before + ": " + happening);
                    }
                }));
    }

    private static OptionalLong place(Happening happening) {
        return switch (happening) {
            case Received received -> OptionalLong.of(received.seq());
            case PeerJoined joined -> OptionalLong.of(joined.seq());
            case PeerLeft left -> OptionalLong.of(left.seq());
            case Happening.Locked locked -> OptionalLong.of(locked.seq());
            case Happening.Unlocked unlocked -> OptionalLong.of(unlocked.seq());
            case Told told -> OptionalLong.of(told.seq());
            default -> OptionalLong.empty();
        };
    }

    private void meansTheSame(SessionHistory history) {
        for (Happening happening : history.happenings()) {
            switch (happening) {
                case Received received -> {
                    String what = received.type() + " " + received.marker() + " from " + received.from();
                    compare(places, received, received.seq(), what, history);
                }
                case PeerJoined joined -> compare(places, joined, joined.seq(), "came " + joined.peer(), history);
                case PeerLeft left -> compare(places, left, left.seq(), "went " + left.peer(), history);
                case Acknowledged ack ->
                    compare(acknowledged, ack, ack.seq(), history.session() + " " + ack.id(), history);
                default -> {}
            }
        }
    }

    private void compare(
            Map<String, Map<Long, String>> seen, Happening happening, long seq, String what, SessionHistory history) {
        String before =
                seen.computeIfAbsent(happening.room(), room -> new HashMap<>()).putIfAbsent(seq, what);
        if (before != null && !before.equals(what)) {
            report(Kind.SAME_PLACE, happening, seq, history, what + ", elsewhere " + before);
        }
    }

    private void report(Kind kind, Happening happening, long seq, SessionHistory history, String detail) {
        violations.add(new Violation(kind, happening.room(), seq, history.session(), detail));
    }
}
