package io.beckon.benchmark.load;

import io.vertx.core.Future;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Whole calls: two connect and join, an offer, an answer and candidates each way, both leave. */
public final class CallSetup extends Scenario {

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

    /** The second to join makes the offer: when its join is through, the first one's is too. */
    private final class Call {

        private final int slot;
        private final Client first;
        private final Client second;
        private final long start = Clock.now();
        private long offered;
        private boolean over;

        Call(int slot) {
            this.slot = slot;
            int room = rooms.getAndIncrement();
            first = fleet.client(room, 0, slot);
            second = fleet.client(room, 1, slot);
        }

        void start() {
            first.receiver = (stamp, now) -> {
                if (stamp.kind() == Kind.OFFER) {
                    send(first, Kind.ANSWER);
                }
                received(stamp, now);
            };
            second.receiver = this::received;
            first.context
                    .owner()
                    .setTimer(PATIENCE_SECONDS * 1000L, timer -> first.context.runOnContext(v -> end(false)));
            first.open()
                    .compose(v -> second.open())
                    .onComplete(
                            v -> first.context.runOnContext(w -> {
                                offered = Clock.now();
                                send(second, Kind.OFFER);
                            }),
                            error -> first.context.runOnContext(w -> end(false)));
        }

        private void send(Client client, Kind description) {
            client.send(description, Clock.now(), 0);
            for (int i = 0; i < load.candidates(); i++) {
                client.send(Kind.CANDIDATE, Clock.now(), 0);
            }
        }

        private void received(Stamp stamp, long now) {
            window.delivered(stamp.nanos(), now);
            Flow there = first.from(second);
            Flow back = second.from(first);
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
            Future.join(first.close(), second.close()).onComplete(v -> next(slot));
        }
    }
}
