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
import org.apache.kafka.common.errors.WakeupException;

/**
 * One consumer and its thread: reads partitions, each for one listener. Partitions come and go without a pause for those that
 * remain.
 */
final class PartitionReader {

    private static final Logger LOG = System.getLogger(PartitionReader.class.getName());
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long AFTER_FAILURE_MILLIS = 200;

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final java.util.function.Consumer<Reading> outOfRange;
    private final LinkedBlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
    private final Map<Integer, Reading> readings = new HashMap<>();
    private final Thread thread;
    private boolean stopping;
    private boolean failing;

    /** @param outOfRange is told of a reading whose records are no longer kept; it finds out why and ends it */
    PartitionReader(Consumer<byte[], byte[]> consumer, String topic, java.util.function.Consumer<Reading> outOfRange) {
        this.consumer = consumer;
        this.topic = topic;
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
            deliver(consumer.poll(POLL));
            failing = false;
        } catch (WakeupException e) {
            // A command has come.
        } catch (InvalidOffsetException e) {
            expired(e);
        } catch (RuntimeException e) {
            failed(e);
        } catch (OutOfMemoryError | StackOverflowError e) {
            LOG.log(Level.ERROR, "Reading the log fails: what was read is given up", e);
            List.copyOf(readings.values()).forEach(reading -> reading.end(RoomLog.Ended.FAILED));
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
        if (!failing) {
            failing = true;
            LOG.log(Level.WARNING, "Reading the log fails and is tried again", e);
        }
        Runnable command = commands.poll(AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
        if (command != null) {
            obey(command);
        }
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
