package io.beckon.kafka;

import io.beckon.log.Partition;
import io.beckon.log.RoomLog;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * One consumer and its thread: reads partitions, each for one listener. Partitions come and go without a pause for those that
 * remain.
 */
final class PartitionReader {

    private static final Logger LOG = System.getLogger(PartitionReader.class.getName());
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long AFTER_FAILURE_MILLIS = 200;
    /** After a failure so much has to pass without another: others' records may come in between. */
    private static final long RECOVERED_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** How long some partitions are read alone. */
    private static final Duration LOOK = Duration.ofMillis(300);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final java.util.function.Consumer<Reading> outOfRange;
    private final LinkedBlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
    private final Map<Integer, Reading> readings = new HashMap<>();
    private final Thread thread;
    private final LogFigures figures;
    private final Duration patience;
    private boolean stopping;
    private boolean failing;
    /** Since when, in nanoseconds. */
    private long failingSince;

    private long failedLast;

    /**
     * @param figures count partitions that cannot be read
     * @param patience how long reading may fail before the partition is looked for that is to blame
     * @param outOfRange is told of a reading whose records are no longer kept; it finds out why and ends it
     */
    PartitionReader(
            Consumer<byte[], byte[]> consumer,
            String topic,
            LogFigures figures,
            Duration patience,
            java.util.function.Consumer<Reading> outOfRange) {
        this.consumer = consumer;
        this.topic = topic;
        this.figures = figures;
        this.patience = patience;
        this.outOfRange = outOfRange;
        this.thread = new Thread(this::run, "beckon-follower");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    void begin(Reading reading) {
        tell(() -> {
            if (!reading.isOver()) {
                readings.put(reading.partition, reading);
                assign();
                consumer.seek(new TopicPartition(topic, reading.partition), reading.from - Partition.FIRST);
            }
        });
    }

    void forget(Reading reading) {
        tell(() -> remove(reading));
    }

    void end(Reading reading, RoomLog.Ended cause) {
        tell(() -> reading.end(cause));
    }

    void stop() {
        tell(() -> stopping = true);
    }

    void awaitStopped(Duration patience) {
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(Math.max(1, patience.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Runnable command) {
        commands.add(command);
        if (Thread.currentThread() != thread) {
            consumer.wakeup();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                if (readings.isEmpty()) {
                    obey(commands.take());
                }
                obey();
                if (!stopping && !readings.isEmpty()) {
                    read();
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.WARNING, "A thread that follows the log was interrupted", e);
        } finally {
            consumer.close(Duration.ofSeconds(1));
        }
    }

    private void obey() {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            obey(command);
        }
    }

    private void obey(Runnable command) {
        try {
            command.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A thread that follows the log could not do as it was told", e);
        }
    }

    private void read() throws InterruptedException {
        try {
            poll();
        } catch (OutOfMemoryError | StackOverflowError e) {
            LOG.log(Level.ERROR, "Reading the log fails: what was read is given up", e);
            List.copyOf(readings.values()).forEach(reading -> reading.end(RoomLog.Ended.FAILED));
        }
    }

    private void poll() throws InterruptedException {
        try {
            deliver(consumer.poll(POLL));
            failing = failing && System.nanoTime() - failedLast < RECOVERED_NANOS;
        } catch (WakeupException e) {
            // A command has come.
        } catch (InvalidOffsetException e) {
            expired(e);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void deliver(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            Reading reading = readings.get(partition.partition());
            if (reading != null) {
                for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                    reading.take(record);
                }
            }
        }
        records.nextOffsets().forEach((partition, next) -> {
            Reading reading = readings.get(partition.partition());
            if (reading != null) {
                reading.read(
                        next.offset() + Partition.FIRST,
                        consumer.currentLag(partition).orElse(0));
            }
        });
    }

    private void expired(InvalidOffsetException e) {
        LOG.log(Level.WARNING, "Records are no longer kept: " + e.getMessage());
        for (TopicPartition partition : List.copyOf(e.partitions())) {
            Reading reading = readings.get(partition.partition());
            if (reading != null) {
                remove(reading);
                outOfRange.accept(reading);
            }
        }
    }

    /** Positions stay where they are: nothing is skipped. */
    private void failed(RuntimeException e) throws InterruptedException {
        long now = System.nanoTime();
        if (!failing) {
            failing = true;
            failingSince = now;
            LOG.log(Level.WARNING, "Reading the log fails and is tried again", e);
        }
        failedLast = now;
        if (now - failingSince >= patience.toNanos() && !isOfAll(e) && giveUpOne(e)) {
            return;
        }
        Runnable command = commands.poll(AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
        if (command != null) {
            obey(command);
        }
    }

    /** No partition is to blame for what this client may not do. */
    private static boolean isOfAll(RuntimeException e) {
        return e instanceof AuthorizationException || e instanceof AuthenticationException;
    }

    /** @return whether one partition is to blame; what befalls all is nobody's fault */
    private boolean giveUpOne(RuntimeException why) {
        Reading guilty = guilty(List.copyOf(readings.values()));
        if (guilty != null) {
            giveUp(guilty, why);
        }
        return guilty != null;
    }

    /** One partition keeps the others from being read, such as with a batch that is damaged. It is found by halves. */
    private @Nullable Reading guilty(List<Reading> all) {
        try {
            List<Reading> suspects = all;
            while (suspects.size() > 1) {
                List<Reading> half = suspects.subList(0, suspects.size() / 2);
                suspects = isFailing(half) ? half : suspects.subList(half.size(), suspects.size());
            }
            Reading suspect = suspects.get(0);
            boolean isGuilty = isFailing(suspects)
                    && all.stream().anyMatch(other -> other != suspect && !isFailing(List.of(other)));
            return isGuilty ? suspect : null;
        } finally {
            consumer.resume(consumer.paused());
        }
    }

    private void giveUp(Reading guilty, RuntimeException why) {
        LOG.log(Level.ERROR, "A partition cannot be read and is given up: partition=" + guilty.partition, why);
        figures.partitionsFailed.increment();
        remove(guilty);
        guilty.end(RoomLog.Ended.FAILED);
        failing = false;
    }

    /** Whether reading fails while the others pause. */
    private boolean isFailing(List<Reading> some) {
        consumer.pause(consumer.assignment());
        consumer.resume(some.stream()
                .filter(reading -> readings.get(reading.partition) == reading)
                .map(reading -> new TopicPartition(topic, reading.partition))
                .toList());
        long since = System.nanoTime();
        while (System.nanoTime() - since < LOOK.toNanos()) {
            try {
                deliver(consumer.poll(LOOK));
            } catch (WakeupException e) {
                // The command is obeyed afterwards.
            } catch (InvalidOffsetException e) {
                expired(e);
            } catch (RuntimeException e) {
                return true;
            }
        }
        return false;
    }

    private void remove(Reading reading) {
        if (readings.remove(reading.partition, reading)) {
            assign();
        }
    }

    private void assign() {
        consumer.assign(readings.keySet().stream()
                .map(partition -> new TopicPartition(topic, partition))
                .toList());
    }
}
