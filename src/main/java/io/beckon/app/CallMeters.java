package io.beckon.app;

import io.beckon.call.CalleeState;
import io.beckon.calling.Switchboard;
import io.beckon.ops.Meters;
import java.util.Arrays;

/** Calls in numbers. */
record CallMeters(Switchboard switchboard, Worker worker) {

    private static final CalleeState[] SETTLED =
            Arrays.stream(CalleeState.values()).filter(state -> !state.isOpen()).toArray(CalleeState[]::new);

    void describe(Meters meters) {
        meters.gauge("beckon.calls", "Calls without an end, of all nodes", switchboard::size)
                .counters(
                        "beckon.calls.settled",
                        "Callees of calls made on this node, by what has become of the call",
                        "outcome",
                        SETTLED,
                        Meters::text,
                        switchboard::settled)
                .queue("call-tasks", worker::waiting)
                .counter(
                        "beckon.calls.tasks.lost",
                        "What follows from calls, given up for it was too much",
                        worker::lost);
    }
}
