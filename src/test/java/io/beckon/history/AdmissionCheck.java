package io.beckon.history;

import io.beckon.history.Happening.Joined;
import io.beckon.history.Happening.Locked;
import io.beckon.history.Happening.Unlocked;
import io.beckon.history.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A room never held more than it may, and nobody came into a locked one but a moderator. */
final class AdmissionCheck {

    private final List<SessionHistory> histories;
    private final Stays stays;
    private final Rules rules;
    private final List<Violation> violations = new ArrayList<>();

    private AdmissionCheck(List<SessionHistory> histories, Stays stays, Rules rules) {
        this.histories = histories;
        this.stays = stays;
        this.rules = rules;
    }

    static List<Violation> of(List<SessionHistory> histories, Stays stays, Rules rules) {
        AdmissionCheck check = new AdmissionCheck(histories, stays, rules);
        histories.forEach(check::nobodyWasToldOfMore);
        stays.rooms().forEach(check::neverHeldMore);
        stays.rooms().forEach(check::lockHeld);
        return check.violations;
    }

    private void nobodyWasToldOfMore(SessionHistory history) {
        history.all(Joined.class)
                .filter(joined -> joined.others().size() + 1 > rules.capacity())
                .forEach(joined -> violations.add(new Violation(
                        Kind.OVER_CAPACITY,
                        joined.room(),
                        joined.seq(),
                        history.session(),
                        "was told of " + joined.others())));
    }

    private void neverHeldMore(String room) {
        List<Stay> all = stays.in(room);
        for (Stay newest : all) {
            List<Stay> there = all.stream()
                    .filter(stay -> stay == newest || stay.covers(newest.joined))
                    .toList();
            if (there.size() > rules.capacity()) {
                report(newest, "is number " + there.size() + " of " + rules.capacity());
            }
            Integer most = rules.perRole().get(newest.role);
            long alike =
                    there.stream().filter(stay -> stay.role.equals(newest.role)).count();
            if (most != null && alike > most) {
                report(newest, "is " + newest.role + " number " + alike + " of " + most);
            }
        }
    }

    private void lockHeld(String room) {
        TreeMap<Long, Boolean> locks = new TreeMap<>();
        histories.forEach(history -> history.happenings().stream()
                .filter(happening -> happening.room().equals(room))
                .forEach(happening -> {
                    if (happening instanceof Locked locked) {
                        locks.put(locked.seq(), true);
                    } else if (happening instanceof Unlocked unlocked) {
                        locks.put(unlocked.seq(), false);
                    }
                }));
        stays.in(room).stream()
                .filter(stay -> !stay.role.equals("moderator"))
                .filter(stay -> locks.lowerEntry(stay.joined) != null
                        && locks.lowerEntry(stay.joined).getValue())
                .forEach(stay -> report(stay, "came into the locked room"));
    }

    private void report(Stay stay, String detail) {
        violations.add(
                new Violation(Kind.OVER_CAPACITY, stay.room, stay.joined, stay.session, stay.peer + " " + detail));
    }
}
