package io.beckon.benchmark.load;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Sessions that signal by requests, joined in rooms of two, each with a request that waits: what does one cost the server? */
public final class Waiting extends Scenario {

    private final boolean streams;

    /** @param streams whether each holds an event stream rather than a long poll */
    public Waiting(boolean streams) {
        this.streams = streams;
    }

    @Override
    void run() throws InterruptedException {
        long before = server.residentBytes();
        int threads = server.threads();
        List<Participant> all = new ArrayList<>();
        for (int i = 0; i < load.held(); i++) {
            all.add(fleet.participant(i / 2, i));
        }
        double cpuBefore = server.cpuSeconds();
        fleet.each(all, this::open);
        double cpuOpened = server.cpuSeconds();
        Thread.sleep(load.duration() * 1000L);
        long after = server.residentBytes();
        figures.put("cost", (after - before) / 1024.0 / load.held())
                .put("rss_before_kib", before / 1024)
                .put("rss_after_kib", after / 1024)
                .put("threads_before", threads)
                .put("threads", server.threads())
                .put("live_heap_kib", server.liveHeapBytes() / 1024)
                .put("connect_cpu_us", (cpuOpened - cpuBefore) * 1e6 / load.held())
                .put("lost", fleet.lostConnections())
                .put("opening", fleet.opening.take());
    }

    private Future<?> open(Participant participant) {
        return participant.open((stamp, now) -> {}).map(joined -> {
            if (streams) {
                joined.stream();
            } else {
                joined.poll();
            }
            return joined;
        });
    }
}
