package io.beckon.replay;

import io.beckon.audit.Fact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the room did not accept of its participants, counted. */
final class Refusals {

    /** Whose frames of which type were refused with which code. */
    private record Cause(@Nullable String peer, String frame, String code) {}

    private Refusals() {}

    /** One for each cause, at the first row of it. */
    static List<Finding> in(Ladder ladder) {
        Map<Cause, List<Row>> refused = new LinkedHashMap<>();
        for (Row row : ladder.rows()) {
            if (row.fact() instanceof Fact.SignalRefused(var frame, var code)) {
                Cause cause = new Cause(row.ends().from(), frame.value(), code.value());
                refused.computeIfAbsent(cause, first -> new ArrayList<>()).add(row);
            }
        }
        return refused.entrySet().stream()
                .map(one -> new Finding(
                        one.getValue().getFirst().number(),
                        Finding.Kind.REFUSED,
                        words(ladder, one.getKey(), one.getValue().size())))
                .toList();
    }

    private static String words(Ladder ladder, Cause cause, int times) {
        String who = cause.peer() == null ? "somebody who is not in the room" : ladder.name(cause.peer());
        String what = cause.frame().equals("ice-candidate") ? "candidate" : cause.frame();
        return times == 1
                ? "the " + what + " of " + who + " was refused: " + cause.code()
                : times + " frames of " + who + " were refused (" + what + "): " + cause.code();
    }
}
