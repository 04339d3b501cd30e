package io.beckon.benchmark.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Calls to people who are connected: it rings, is accepted, negotiated and hung up, and the same two begin anew. */
public final class Ring extends Scenario {

    /** A session can be called after its first frame, or after a second. */
    private static final int UNTIL_REACHABLE_MILLIS = 1200;

    private final Latency ringing = new Latency();

    @Override
    void run() throws InterruptedException {
        List<Client[]> parties = fleet.pairs(load.concurrent());
        all(parties).forEach(client -> client.joins = false);
        open(parties);
        Thread.sleep(UNTIL_REACHABLE_MILLIS);
        for (Client[] pair : parties) {
            Call call = new Call(pair[0], pair[1]);
            pair[0].context.runOnContext(v -> call.dial());
        }
        measure();
        account(parties);
        putCost(window.roundTrips());
        figures.put("per_s", window.roundTrips() / window.seconds())
                .put("round_trip", window.roundTrip.take())
                .put("ringing", ringing.take());
    }

    /** What goes on between two people. Both are on one event loop. */
    private final class Call {

        private final Client caller;
        private final Client callee;
        private String call = "";
        private long start;
        private int expected;
        private int seatsTaken;
        private int seatsLeft;

        Call(Client caller, Client callee) {
            this.caller = caller;
            this.callee = callee;
            caller.listener = message -> told(caller, message);
            callee.listener = message -> told(callee, message);
            caller.receiver = this::received;
            callee.receiver = this::received;
        }

        void dial() {
            if (running()) {
                start = Clock.now();
                seatsTaken = 0;
                seatsLeft = 0;
                caller.send(Dialect.object("call")
                        .put("user", fleet.target.user(callee.id).id()));
            }
        }

        private void told(Client client, JsonNode message) {
            switch (message.path("type").asText()) {
                case "incoming-call" -> {
                    if (window.contains(Clock.now())) {
                        ringing.record(Clock.now() - start);
                    }
                    client.send(Dialect.object("accept")
                            .put("call", message.get("call").asText()));
                }
                case "accepted" -> call = message.get("call").asText();
                case "joined" -> {
                    if (++seatsTaken == 2) {
                        negotiate(caller, Kind.OFFER);
                    }
                }
                case "left" -> {
                    if (++seatsLeft == 2) {
                        dial();
                    }
                }
                default -> {}
            }
        }

        private void negotiate(Client client, Kind description) {
            client.send(description, Clock.now(), 0);
            for (int i = 0; i < load.candidates(); i++) {
                client.send(Kind.CANDIDATE, Clock.now(), 0);
            }
        }

        private void received(Stamp stamp, long now) {
            window.delivered(stamp.nanos(), now);
            if (stamp.kind() == Kind.OFFER) {
                expected += 2 * (1 + load.candidates());
                negotiate(callee, Kind.ANSWER);
            }
            if (caller.from(callee).distinct() + callee.from(caller).distinct() == expected) {
                window.roundTrip(start, now);
                caller.send(Dialect.object("hangup").put("call", call));
            }
        }
    }
}
