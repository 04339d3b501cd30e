package io.beckon.benchmark.load;

import java.util.List;

/** A closed loop: in rooms of two one offers, the other answers at once, and the next offer follows the answer. */
public final class Pairs extends Scenario {

    @Override
    void run() throws InterruptedException {
        List<Client[]> pairs = fleet.pairs(load.rooms());
        open(pairs);
        for (Client[] pair : pairs) {
            pair[0].receiver = (stamp, now) -> {
                window.delivered(stamp.nanos(), now);
                window.roundTrip(stamp.origin(), now);
                if (running()) {
                    pair[0].send(Kind.OFFER, Clock.now(), 0);
                }
            };
            pair[1].receiver = (stamp, now) -> {
                window.delivered(stamp.nanos(), now);
                pair[1].send(Kind.ANSWER, Clock.now(), stamp.nanos());
            };
            pair[0].context.runOnContext(v -> pair[0].send(Kind.OFFER, Clock.now(), 0));
        }
        measure();
        account(pairs);
        putCost(window.deliveries());
        figures.put("per_s", window.deliveries() / window.seconds())
                .put("one_way", window.oneWay.take())
                .put("round_trip", window.roundTrip.take());
    }
}
