package io.beckon.benchmark.load;

import io.vertx.core.Future;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Whole calls: two connect and join, an offer, an answer and candidates each way, both leave. */
public final class CallSetup extends Scenario {

    private static final int PATIENCE_SECONDS = 5;

    private final Means means;
    private final Latency signalling = new Latency();
    private final AtomicInteger rooms = new AtomicInteger();
    private final LongAdder failed = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder reordered = new LongAdder();
    private CountDownLatch slots;

    private record Parties(Party first, Party second) {}

    /** By what they signal. */
    private interface Means {
        Parties meet(Fleet fleet, int room, int slot);
    }

    private CallSetup(Means means) {
        this.means = means;
    }

    /** Over a connection each. */
    public static CallSetup connected() {
        return new CallSetup((fleet, room, slot) -> {
            Client first = fleet.client(room, 0, slot);
            Client second = fleet.client(room, 1, slot);
            return new Parties(new Party.Connected(first, second), new Party.Connected(second, first));
        });
    }

    /** By requests, while both poll. */
    public static CallSetup byRequests() {
        return new CallSetup((fleet, room, slot) -> new Parties(
                new Party.Requesting(fleet.participant(room, slot)),
                new Party.Requesting(fleet.participant(room, slot))));
    }

    @Override
    void run() throws InterruptedException {
        slots = new CountDownLatch(load.concurrent());
        for (int slot = 0; slot < load.concurrent(); slot++) {
            next(slot);
        }
        measure();
        slots.await(2L * PATIENCE_SECONDS, TimeUnit.SECONDS);
        putCost(window.roundTrips());
        figures.put("per_s", window.roundTrips() / window.seconds())
                .put("lost", failed.sum())
                .put("duplicates", duplicates.sum())
                .put("reordered", reordered.sum())
                .put("round_trip", window.roundTrip.take())
                .put("signalling", signalling.take());
    }

    private void next(int slot) {
        if (running()) {
            new Call(slot).start();
        } else {
            slots.countDown();
        }
    }

    /** The second to join makes the offer: when its join is through, the first one's is too. Both are on one event loop. */
    private final class Call {

        private final int slot;
        private final Party first;
        private final Party second;
        private final long start = Clock.now();
        private long offered;
        private boolean over;

        Call(int slot) {
            this.slot = slot;
            Parties parties = means.meet(fleet, rooms.getAndIncrement(), slot);
            first = parties.first();
            second = parties.second();
        }

        void start() {
            first.context().owner().setTimer(PATIENCE_SECONDS * 1000L, timer -> inTurn(() -> end(false)));
            inTurn(() -> first.open(this::answers)
                    .compose(joined -> second.open(this::received))
                    .onComplete(joined -> inTurn(this::offer), error -> inTurn(() -> end(false))));
        }

        private void inTurn(Runnable action) {
            first.context().runOnContext(now -> action.run());
        }

        private void offer() {
            offered = Clock.now();
            say(second, Kind.OFFER);
        }

        private void answers(Stamp stamp, long now) {
            if (stamp.kind() == Kind.OFFER) {
                say(first, Kind.ANSWER);
            }
            received(stamp, now);
        }

        private void say(Party party, Kind description) {
            party.send(description);
            for (int i = 0; i < load.candidates(); i++) {
                party.send(Kind.CANDIDATE);
            }
        }

        private void received(Stamp stamp, long now) {
            window.delivered(stamp.nanos(), now);
            Flow there = first.heard();
            Flow back = second.heard();
            if (!over && there.distinct() + back.distinct() == 2 * (1 + load.candidates())) {
                window.roundTrip(start, now);
                if (window.contains(now)) {
                    signalling.record(now - offered);
                }
                duplicates.add(there.duplicates() + back.duplicates());
                reordered.add(there.reordered() + back.reordered());
                end(true);
            }
        }

        private void end(boolean complete) {
            if (over) {
                return;
            }
            over = true;
            if (!complete) {
                failed.increment();
            }
            Future.join(first.close(), second.close()).onComplete(left -> next(slot), stayed -> {
                if (complete) {
                    failed.increment();
                }
                next(slot);
            });
        }
    }
}
