package io.beckon.benchmark.load;

import io.vertx.core.Future;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The calls of {@link CallSetup} by requests: two connect and join, offer, answer and candidates each way while both poll, both leave. */
public final class CallRequests extends Scenario {

    private static final int PATIENCE_SECONDS = 5;

    private final Latency signalling = new Latency();
    private final AtomicInteger rooms = new AtomicInteger();
    private final LongAdder failed = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder reordered = new LongAdder();
    private CountDownLatch slots;

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

    /** The second to join makes the offer, as over WebSocket. */
    private final class Call {

        private final int slot;
        private final Participant first;
        private final Participant second;
        private final long start = Clock.now();
        private long offered;
        private boolean over;

        Call(int slot) {
            this.slot = slot;
            int room = rooms.getAndIncrement();
            first = fleet.participant(room, slot);
            second = fleet.participant(room, slot);
        }

        void start() {
            first.context
                    .owner()
                    .setTimer(PATIENCE_SECONDS * 1000L, timer -> first.context.runOnContext(v -> end(false)));
            first.context.runOnContext(v -> first.open(this::answers)
                    .compose(joined -> {
                        first.poll();
                        return second.open(this::received);
                    })
                    .onComplete(
                            joined -> {
                                second.poll();
                                offered = Clock.now();
                                say(second, Kind.OFFER);
                            },
                            error -> end(false)));
        }

        private void answers(Stamp stamp, long now) {
            if (stamp.kind() == Kind.OFFER) {
                say(first, Kind.ANSWER);
            }
            received(stamp, now);
        }

        private void say(Participant participant, Kind description) {
            participant.send(description);
            for (int i = 0; i < load.candidates(); i++) {
                participant.send(Kind.CANDIDATE);
            }
        }

        private void received(Stamp stamp, long now) {
            window.delivered(stamp.nanos(), now);
            if (!over && first.flow.distinct() + second.flow.distinct() == 2 * (1 + load.candidates())) {
                window.roundTrip(start, now);
                if (window.contains(now)) {
                    signalling.record(now - offered);
                }
                duplicates.add(first.flow.duplicates() + second.flow.duplicates());
                reordered.add(first.flow.reordered() + second.flow.reordered());
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
