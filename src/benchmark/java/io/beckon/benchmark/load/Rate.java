package io.beckon.benchmark.load;

import java.util.List;

/** An open loop: offers at a fixed rate, one side of each room in turn. One side offers, so there is no glare. */
public final class Rate extends Scenario {

    /** The clients' own delay: where it comes near the latency, the machine is full and the server not slow. */
    private final Latency lag = new Latency();

    @Override
    void run() throws InterruptedException {
        List<Client[]> pairs = fleet.pairs(load.rooms());
        open(pairs);
        all(pairs).forEach(client -> client.receiver = (stamp, now) -> window.delivered(stamp.nanos(), now));
        Pacer.start(load.rate(), () -> !isWarm(), this::running, (number, due) -> {
            Client sender = pairs.get((int) (number % load.rooms()))[0];
            sender.context.runOnContext(v -> {
                if (window.contains(due)) {
                    lag.record(Clock.now() - due);
                }
                sender.send(Kind.OFFER, due, 0);
            });
        });
        measure();
        account(pairs);
        putCost(window.deliveries());
        figures.put("per_s", window.deliveries() / window.seconds())
                .put("one_way", window.oneWay.take())
                .put("send_lag", lag.take());
    }
}
