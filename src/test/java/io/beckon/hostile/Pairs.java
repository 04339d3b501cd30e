package io.beckon.hostile;

import io.beckon.cluster.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Pairs of well-behaved clients, each alone in its room, who talk to each other at a steady pace while others misbehave. They note
 * how long each frame took, from when it was due to its reading, and whether any was lost, doubled, or out of order.
 */
final class Pairs implements AutoCloseable {

    private static final Duration PACE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Tally tally = new Tally();
    private final List<Talker> talkers = new ArrayList<>();
    private final ScheduledExecutorService pacemaker = Executors.newSingleThreadScheduledExecutor();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    private volatile Latencies latencies = new Latencies();

    /** Nanoseconds of all frames that were due since. */
    static final class Latencies {
        private final long since = System.nanoTime();
        private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

        private void arrived(long due) {
            if (due - since >= 0) {
                nanos.add(System.nanoTime() - due);
            }
        }

        /** Milliseconds. */
        double percentile(int percent) {
            long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
            Arrays.sort(sorted);
            return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
        }

        int size() {
            return nanos.size();
        }
    }

    private final class Talker {
        private final Wire wire;
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicInteger arrived = new AtomicInteger();
        private final String name;

        Talker(URI server, String token, String name) throws IOException {
            this.name = name;
            this.wire = new Wire(server, "127.0.0.1", tally);
            if (!wire.upgrade(server, token)) {
                throw new IOException("refused: " + tally.all());
            }
            wire.write(Wire.text("{\"type\":\"join\",\"id\":\"join\",\"room\":\"pair-" + name.substring(1) + "\"}"));
            while (!wire.read().contains("\"type\":\"joined\"")) {
                // Others come first.
            }
        }

        void talk(long due) {
            int number = sent.getAndIncrement();
            try {
                wire.write(Wire.text("{\"type\":\"message\",\"id\":\"" + number + "\",\"data\":{\"n\":" + number
                        + ",\"t\":" + due + "}}"));
            } catch (IOException e) {
                faults.add(name + " cannot send: " + e.getMessage());
            }
        }

        void listen() {
            try {
                while (true) {
                    take(wire.read());
                }
            } catch (IOException e) {
                if (!pacemaker.isShutdown()) {
                    faults.add(name + " lost its connection: " + tally.all());
                }
            }
        }

        private void take(String frame) {
            tally.told(frame);
            if (frame.contains("\"type\":\"error\"")) {
                faults.add(name + " got " + frame);
            } else if (frame.contains("\"type\":\"message\"")) {
                latencies.arrived(number(frame, "\"t\":"));
                long number = number(frame, "\"n\":");
                if (number != arrived.getAndIncrement()) {
                    faults.add(name + " got message " + number + " out of turn");
                }
            }
        }
    }

    /** @param tokens of user number n */
    Pairs(URI server, int count, IntFunction<String> tokens) {
        try {
            for (int pair = 0; pair < count; pair++) {
                talkers.add(new Talker(server, tokens.apply(2 * pair), "a" + pair));
                talkers.add(new Talker(server, tokens.apply(2 * pair + 1), "b" + pair));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        talkers.forEach(talker -> Thread.ofVirtual().start(talker::listen));
        for (int i = 0; i < talkers.size(); i++) {
            Talker talker = talkers.get(i);
            long offset = PACE.toNanos() * i / talkers.size();
            long[] due = {System.nanoTime() + offset};
            pacemaker.scheduleAtFixedRate(
                    () -> {
                        talker.talk(due[0]);
                        due[0] += PACE.toNanos();
                    },
                    offset,
                    PACE.toNanos(),
                    TimeUnit.NANOSECONDS);
        }
    }

    /** From now on frames are counted here. */
    Latencies measure() {
        Latencies fresh = new Latencies();
        latencies = fresh;
        return fresh;
    }

    /** What went wrong so far. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    Map<String, Long> told() {
        return tally.all();
    }

    /** Ends the talk, and waits until all that was sent has arrived. */
    void conclude() {
        pacemaker.shutdown();
        Await.until(
                PATIENCE,
                () -> pacemaker.isTerminated() && missing() == 0,
                () -> missing() + " frames are missing; " + faults);
    }

    private int missing() {
        return talkers.stream()
                .mapToInt(talker -> talker.sent.get() - talker.arrived.get())
                .sum();
    }

    @Override
    public void close() {
        pacemaker.shutdown();
        talkers.forEach(talker -> Wire.quietly(talker.wire));
    }

    private static long number(String frame, String before) {
        int from = frame.indexOf(before) + before.length();
        int to = from;
        while (to < frame.length() && Character.isDigit(frame.charAt(to))) {
            to++;
        }
        return Long.parseLong(frame, from, to, 10);
    }
}
