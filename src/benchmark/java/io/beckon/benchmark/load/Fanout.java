package io.beckon.benchmark.load;

import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** One room, one sender; the next message follows when the last viewer has the one before. */
public final class Fanout extends Scenario {

    /** A power of two, and far more messages than are ever in flight. */
    private static final int RING = 1 << 16;

    private final AtomicIntegerArray arrived = new AtomicIntegerArray(RING);
    private Client sender;

    @Override
    void run() throws InterruptedException {
        Client[] room = new Client[load.viewers() + 1];
        for (int i = 0; i < room.length; i++) {
            room[i] = fleet.client(0, i, i);
            room[i].receiver = this::receive;
        }
        sender = room[0];
        open(List.<Client[]>of(room));
        next();
        measure();
        account(List.<Client[]>of(room));
        putCost(window.deliveries());
        figures.put("viewers", load.viewers())
                .put("per_s", window.deliveries() / window.seconds())
                .put("one_way", window.oneWay.take())
                .put("round_trip", window.roundTrip.take());
    }

    private void next() {
        sender.context.runOnContext(v -> sender.send(Kind.OFFER, Clock.now(), 0));
    }

    private void receive(Stamp stamp, long now) {
        window.delivered(stamp.nanos(), now);
        int slot = stamp.seq() & (RING - 1);
        if (arrived.incrementAndGet(slot) == load.viewers()) {
            arrived.set(slot, 0);
            window.roundTrip(stamp.nanos(), now);
            if (running()) {
                next();
            }
        }
    }
}
