package io.beckon.kafka;

import io.beckon.log.LogUnavailable;
import io.beckon.log.RoomLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The readers of the log: the first serves all, a further one helps out while a partition is read from two places at once. Safe
 * for use by several threads.
 */
final class PartitionReaders {

    private final Supplier<PartitionReader> newReader;
    /** The first stays, the others go when they have nothing to do. */
    private final List<Places> readers = new ArrayList<>();

    private boolean closed;

    private record Places(PartitionReader reader, Map<Integer, Reading> taken) {}

    PartitionReaders(Supplier<PartitionReader> newReader) {
        this.newReader = newReader;
    }

    synchronized void begin(Reading reading) {
        if (closed) {
            throw new LogUnavailable("the log is closed");
        }
        Places free = readers.stream()
                .filter(places -> !places.taken.containsKey(reading.partition))
                .findFirst()
                .orElseGet(this::further);
        free.taken.put(reading.partition, reading);
        free.reader.begin(reading);
    }

    private Places further() {
        Places places = new Places(newReader.get(), new HashMap<>());
        readers.add(places);
        return places;
    }

    /** A reading is over. */
    synchronized void release(Reading reading) {
        for (Places places : readers) {
            if (places.taken.remove(reading.partition, reading)) {
                if (places.taken.isEmpty() && places != readers.get(0)) {
                    readers.remove(places);
                    places.reader.stop();
                } else {
                    places.reader.forget(reading);
                }
                return;
            }
        }
    }

    /** Ends one, on the thread that reads for it. */
    synchronized void end(Reading reading, RoomLog.Ended cause) {
        for (Places places : readers) {
            if (places.taken.get(reading.partition) == reading) {
                places.reader.end(reading, cause);
            }
        }
    }

    /** Ends all that there are now. */
    synchronized void endAll(RoomLog.Ended cause) {
        readers.forEach(places -> places.taken.values().forEach(reading -> places.reader.end(reading, cause)));
    }

    /** For each partition that is followed, how many records are still to be read. */
    synchronized Map<Integer, Long> lags() {
        Map<Integer, Long> lags = new TreeMap<>();
        readers.forEach(places ->
                places.taken.forEach((partition, reading) -> lags.merge(partition, reading.lag(), Math::max)));
        return lags;
    }

    void close(Duration patience) {
        List<Places> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(readers);
            readers.clear();
        }
        all.forEach(places -> places.reader.stop());
        for (Places places : all) {
            places.reader.awaitStopped(patience);
        }
    }
}
