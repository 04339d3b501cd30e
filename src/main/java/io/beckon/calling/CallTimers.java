package io.beckon.calling;

import io.beckon.call.Call;
import io.beckon.call.CallProposal;
import io.beckon.call.CallState;
import io.beckon.call.Callee;
import io.beckon.session.SessionSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done about calls as time passes, on this process's monotonic clock. The caller's node sees to it; the others do
 * so a little later, in case it is gone. Safe for use by several threads.
 */
final class CallTimers {

    /** How long nodes have to say that they know a callee. */
    private static final long REACH_MILLIS = 2000;

    private static final long OTHERS_LATER_MILLIS = 1000;
    private static final long OTHERS_SPREAD_MILLIS = 2000;
    private static final long AGAIN_MILLIS = 2000;
    private static final long LET_GO_MILLIS = TimeUnit.MINUTES.toMillis(5);
    private static final long LET_GO_SPREAD_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final Switchboard switchboard;
    private final CallRooms rooms;
    private final SessionSettings settings;
    private final LongSupplier clock;
    private final InstantSource wallClock;
    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparingLong(Due::nanos));

    private enum Task {
        /** Say that nobody else can be reached. */
        REACH,
        /** End the ringing. */
        EXPIRE,
        /** End what a caller who is gone has begun. */
        ABANDON,
        /** Bring the parties into the room. */
        OPEN,
        /** End a call of which nobody is left to say that it has ended. */
        LET_GO
    }

    /** @param call as it was when the timer was set */
    private record Due(long nanos, Call call, Task task) {}

    CallTimers(
            Switchboard switchboard,
            CallRooms rooms,
            SessionSettings settings,
            LongSupplier clock,
            InstantSource wallClock) {
        this.switchboard = switchboard;
        this.rooms = rooms;
        this.settings = settings;
        this.clock = clock;
        this.wallClock = wallClock;
    }

    /** A call that rings from now on, or did so already when this node came to know it. */
    void begin(Call call) {
        if (call.state() == CallState.ACCEPTED) {
            return;
        }
        long later = rooms.isHere(call.caller()) ? 0 : othersLater();
        arm(call, Task.REACH, REACH_MILLIS + later);
        long all = TimeUnit.SECONDS.toMillis(call.invite().timeoutSeconds());
        long left = call.invite().expiresAtMillis() - wallClock.millis();
        arm(call, Task.EXPIRE, Math.clamp(left, 0, all) + later);
    }

    private static long othersLater() {
        return OTHERS_LATER_MILLIS + ThreadLocalRandom.current().nextLong(OTHERS_SPREAD_MILLIS);
    }

    /** The caller has lost its connection: it has the resume window to come back. */
    void abandon(Call call) {
        arm(call, Task.ABANDON, settings.resumeWindow().toMillis());
    }

    /** The parties may not have come together at the first attempt. */
    void open(Call call) {
        arm(call, Task.OPEN, AGAIN_MILLIS);
    }

    /** Those who were in it may be gone. The first node that finds them so says it for all. */
    void letGo(Call call) {
        arm(call, Task.LET_GO, LET_GO_MILLIS + ThreadLocalRandom.current().nextLong(LET_GO_SPREAD_MILLIS));
    }

    private synchronized void arm(Call call, Task task, long millis) {
        queue.add(new Due(clock.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis), call, task));
    }

    void tick() {
        for (Due due : due()) {
            Call now = switchboard.call(due.call.id());
            if (now != null && now.invite().equals(due.call.invite()) && run(due, now)) {
                arm(due.call, due.task, AGAIN_MILLIS);
            }
        }
    }

    private synchronized List<Due> due() {
        long now = clock.getAsLong();
        List<Due> due = new ArrayList<>();
        for (Due next = queue.peek(); next != null && next.nanos - now <= 0; next = queue.peek()) {
            due.add(queue.remove());
        }
        return due;
    }

    /** Whether it may have to be done again. */
    private boolean run(Due due, Call now) {
        CallProposal proposal = proposal(due, now);
        if (proposal != null) {
            switchboard.records().say(now.id(), proposal);
        }
        switch (due.task) {
            case OPEN -> {
                boolean wanted = now.state() == CallState.ACCEPTED && rooms.isWanted(now);
                if (wanted) {
                    rooms.open(now);
                }
                return wanted;
            }
            case LET_GO -> {
                endIfDeserted(now);
                return false;
            }
            case REACH, EXPIRE, ABANDON -> {
                return proposal != null;
            }
        }
        return false;
    }

    /** The log of calls does not know of callees that they came back: the room does. */
    private void endIfDeserted(Call call) {
        if (!switchboard.isOrphaned(call)) {
            return;
        }
        rooms.isOn(call)
                .thenAccept(isOn -> {
                    if (!isOn) {
                        switchboard.records().say(call.id(), new CallProposal.Over("node-lost"));
                    }
                })
                .whenComplete((done, unreachable) -> letGo(call));
    }

    private @Nullable CallProposal proposal(Due due, Call now) {
        boolean undecided = now.callees().stream().map(Callee::state).anyMatch(state -> state.isOpen());
        boolean holds = switch (due.task) {
            case REACH -> undecided && !now.reached();
            case EXPIRE -> undecided;
            case ABANDON ->
                undecided && now.caller().incarnation().equals(due.call.caller().incarnation());
            case OPEN, LET_GO -> false;
        };
        if (!holds) {
            return null;
        }
        return switch (due.task) {
            case REACH -> new CallProposal.NobodyAnswered();
            case EXPIRE -> new CallProposal.TimeUp();
            case ABANDON -> new CallProposal.CallerGone(due.call.caller().incarnation());
            case OPEN, LET_GO -> null;
        };
    }
}
