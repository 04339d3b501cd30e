package io.beckon.benchmark.load;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * All connections are lost at once and all clients come back: how long until every room works again? Where sessions can be
 * resumed they are, and each room has a message on its way when it happens: sent after its receiver had lost its connection, and
 * known to the server before its sender loses its own. It has to arrive, once, and be answered. Elsewhere all join anew, and offer
 * when all have joined.
 */
public final class Storm extends Scenario {

    private static final int PATIENCE_SECONDS = 20;

    @Override
    void run() throws InterruptedException {
        List<Client[]> before = fleet.pairs(load.connections() / 2);
        open(before);
        Thread.sleep(load.settle() * 1000L);
        fleet.opening.take();
        boolean resumes = fleet.target.dialect().resumes();
        if (resumes) {
            leaveOnTheWay(before);
        }
        double cpuBefore = server.cpuSeconds();
        long lost = Clock.now();
        before.forEach(pair -> drop(pair[0]));
        if (!resumes) {
            before.forEach(pair -> drop(pair[1]));
        }
        List<Client[]> pairs = resumes ? before : fleet.pairs(load.connections() / 2);
        CountDownLatch working = new CountDownLatch(pairs.size());
        pairs.forEach(pair -> listen(pair, working));
        fleet.open(all(pairs), resumes ? Client::resume : Client::open);
        long reopened = Clock.now();
        if (resumes) {
            working.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } else {
            probe(pairs, working);
        }
        figures.put("cost", (server.cpuSeconds() - cpuBefore) * 1e6 / load.connections())
                .put("per_s", load.connections() / ((reopened - lost) / 1e9))
                .put("reopened_ms", (reopened - lost) / 1e6)
                .put("recovered_ms", (Clock.now() - lost) / 1e6)
                .put("rooms_not_working", working.getCount());
        if (resumes) {
            account(pairs);
        }
        figures.put("opening", fleet.opening.take());
    }

    /** Every second client is gone, the others send and wait until the server has taken it. */
    private void leaveOnTheWay(List<Client[]> pairs) throws InterruptedException {
        CountDownLatch taken = new CountDownLatch(pairs.size());
        pairs.forEach(pair -> drop(pair[1]));
        Thread.sleep(500);
        for (Client[] pair : pairs) {
            pair[0].listener = message -> {
                if (message.path("type").asText().equals("pong")) {
                    taken.countDown();
                }
            };
            // The reply to a ping comes behind what the frames before it have led to.
            pair[0].context.runOnContext(v -> {
                pair[0].send(Kind.OFFER, Clock.now(), 0);
                pair[0].send(Dialect.object("ping"));
            });
        }
        if (!taken.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(taken.getCount() + " messages were not taken");
        }
    }

    private static void drop(Client client) {
        client.context.runOnContext(v -> client.drop());
    }

    private static void listen(Client[] pair, CountDownLatch working) {
        pair[1].receiver = (stamp, now) -> pair[1].send(Kind.ANSWER, now, stamp.nanos());
        boolean[] answered = new boolean[1];
        pair[0].receiver = (stamp, now) -> {
            if (!answered[0]) {
                answered[0] = true;
                working.countDown();
            }
        };
    }

    /** Asks on where a join is not confirmed: what is sent before the other has joined gets lost, and that is no fault. */
    private static void probe(List<Client[]> pairs, CountDownLatch working) throws InterruptedException {
        for (int second = 0; second < PATIENCE_SECONDS && working.getCount() > 0; second++) {
            for (Client[] pair : pairs) {
                if (pair[0].from(pair[1]).distinct() == 0) {
                    pair[0].context.runOnContext(v -> pair[0].send(Kind.OFFER, Clock.now(), 0));
                }
            }
            working.await(1, TimeUnit.SECONDS);
        }
    }
}
