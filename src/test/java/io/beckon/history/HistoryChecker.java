package io.beckon.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Judges what all sessions of a run recorded: what was acknowledged came to everybody whom it was for, once and in one order,
 * nobody got anything else, rooms held no more than they may, and at the end everybody sees the same. The recording has to end
 * when nothing is under way any more.
 */
public final class HistoryChecker {

    private HistoryChecker() {}

    public static List<Violation> check(List<SessionHistory> histories, Rules rules) {
        Stays stays = new Stays(histories);
        List<Violation> violations = new ArrayList<>();
        violations.addAll(DeliveryCheck.of(histories, stays));
        violations.addAll(OrderCheck.of(histories));
        violations.addAll(RosterCheck.of(histories, stays));
        violations.addAll(PlaceCheck.of(histories));
        violations.addAll(AdmissionCheck.of(histories, stays, rules));
        return violations;
    }
}
