package io.beckon.benchmark.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Clients that do not read: while others speak to them, while they send pings, and while they ask for answers. What is left of the
 * server's heap after a full collection, with them still connected, less what was there before.
 */
public final class Stalled extends Scenario {

    private static final double MIB = 1024 * 1024;
    private static final int READERS = 20;
    private static final int MESSAGES = 500;
    private static final int POURING = 2;
    private static final long MOST_POURED = 128L * 1024 * 1024;

    @Override
    void run() throws InterruptedException {
        try {
            double most = Math.max(spokenTo(), poured("pings", RawSocket.frame(0x89, new byte[125])));
            most = Math.max(most, poured("questions", RawSocket.text("{\"type\":\"ping\",\"id\":\"1\"}")));
            figures.put("cost", most);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One offers to a room again and again, less than a reader's queue may hold; one reads, the others do not. */
    private double spokenTo() throws IOException, InterruptedException {
        Client[] pair = {fleet.client(0, 0, 0), fleet.client(0, 1, 0)};
        CountDownLatch arrived = new CountDownLatch(MESSAGES);
        open(List.<Client[]>of(pair));
        List<RawSocket> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            RawSocket reader = new RawSocket(fleet.target, i);
            reader.write(RawSocket.text("{\"type\":\"join\",\"room\":\"" + pair[0].room + "\"}"));
            reader.await("joined");
            readers.add(reader);
        }
        pair[1].receiver = (stamp, now) -> {
            arrived.countDown();
            if (arrived.getCount() > 0) {
                pair[0].context.runOnContext(v -> pair[0].send(Kind.OFFER, Clock.now(), 0));
            }
        };
        long before = server.liveHeapBytes();
        pair[0].context.runOnContext(v -> pair[0].send(Kind.OFFER, Clock.now(), 0));
        figures.put("spoken_to_all_sent", String.valueOf(arrived.await(60, TimeUnit.SECONDS)));
        double kept = (server.liveHeapBytes() - before) / MIB;
        figures.put("spoken_to_mib", kept);
        end(readers);
        return kept;
    }

    private double poured(String name, byte[] frame) throws IOException, InterruptedException {
        List<RawSocket> sockets = new ArrayList<>();
        for (int i = 0; i < POURING; i++) {
            RawSocket socket = new RawSocket(fleet.target, i);
            socket.await("welcome");
            sockets.add(socket);
        }
        long before = server.liveHeapBytes();
        long[] gone = new long[POURING];
        Thread[] threads = new Thread[POURING];
        for (int i = 0; i < POURING; i++) {
            int number = i;
            threads[i] = Thread.ofPlatform()
                    .start(() -> gone[number] = sockets.get(number).pour(frame, MOST_POURED));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double kept = (server.liveHeapBytes() - before) / MIB;
        figures.put(name + "_sent_mib", Arrays.stream(gone).sum() / MIB).put(name + "_mib", kept);
        end(sockets);
        return kept;
    }

    private static void end(List<RawSocket> sockets) throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
    }
}
