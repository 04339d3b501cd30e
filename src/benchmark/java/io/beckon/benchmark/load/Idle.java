package io.beckon.benchmark.load;

import java.util.List;

/**
 * Connections that are opened, joined in rooms of two, and held: what does one cost the server? In all, which has a share of what a
 * new process needs anyway, and of the second half by itself.
 */
public final class Idle extends Scenario {

    private static final long HEARTBEAT_MILLIS = 5000;

    @Override
    void run() throws InterruptedException {
        long before = server.residentBytes();
        double cpuBefore = server.cpuSeconds();
        List<Client[]> pairs = fleet.pairs(load.held() / 2);
        int half = pairs.size() / 2;
        List<Client> all = all(pairs);
        fleet.every(HEARTBEAT_MILLIS, all, Client::beat);
        open(pairs.subList(0, half));
        long between = server.residentBytes();
        open(pairs.subList(half, pairs.size()));
        double cpuOpened = server.cpuSeconds();
        Thread.sleep(load.duration() * 1000L);
        long after = server.residentBytes();
        double cpuHeld = server.cpuSeconds() - cpuOpened;
        figures.put("cost", (after - before) / 1024.0 / load.held())
                .put("second_half_kib", (after - between) / 1024.0 / (load.held() - 2 * half))
                .put("rss_before_kib", before / 1024)
                .put("rss_after_kib", after / 1024)
                .put("connect_cpu_us", (cpuOpened - cpuBefore) * 1e6 / load.held())
                .put("threads", server.threads())
                .put("live_heap_kib", server.liveHeapBytes() / 1024)
                .put("held_cpu_cores", cpuHeld / load.duration())
                .put("lost", fleet.lostConnections())
                .put("opening", fleet.opening.take());
    }
}
