package io.beckon.calling;

import io.beckon.identity.Caller;
import io.beckon.log.CallLog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What users look up: the calls that were theirs, and whom they can reach. Safe for use by several threads. */
public final class PhoneBook {

    private final Switchboard switchboard;
    private final InstantSource wallClock;

    public PhoneBook(Switchboard switchboard, InstantSource wallClock) {
        this.switchboard = switchboard;
        this.wallClock = wallClock;
    }

    /** Before that it lacks calls that were in the log at the start. */
    public boolean isComplete() {
        return switchboard.isCaughtUp();
    }

    /** The calls that a user has made or got of late, whether it was there or not, newest first. */
    public List<PastCall> history(String tenant, String user, int most) {
        Instant since = wallClock.instant().minus(CallLog.HISTORY);
        return switchboard.concerning(tenant, user).stream()
                .map(PastCall::of)
                .filter(call -> call.at().isAfter(since))
                .sorted(Comparator.comparing(PastCall::at).reversed().thenComparing(PastCall::id))
                .limit(most)
                .toList();
    }

    /**
     * Users that can be reached on this node, and that somebody may call, in the order of their names.
     *
     * @param text is in their name or in their id, in whatever case
     */
    public List<Someone> people(Caller by, String text, int most) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return switchboard.users(by.tenant()).stream()
                .filter(one -> !one.user().equals(by.user()) && by.mayCall(one.user()))
                .filter(one -> one.user().toLowerCase(Locale.ROOT).contains(wanted)
                        || one.name().toLowerCase(Locale.ROOT).contains(wanted))
                .sorted(Comparator.comparing(Someone::name).thenComparing(Someone::user))
                .limit(most)
                .toList();
    }
}
