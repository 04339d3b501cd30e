package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.records.HeartbeatCodec;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Appends this instance's heartbeats, from a thread of its own: one is on its way at a time, the next follows an interval after
 * the last was acknowledged. So during an outage they do not pile up, and after it nobody's come in a bunch.
 */
final class Heart {

    private static final Logger LOG = System.getLogger(Heart.class.getName());
    private static final String TYPE = "io.beckon.node.heartbeat.v1";
    private static final int FOR_EVER_MILLIS = Integer.MAX_VALUE;

    private final Producer<byte[], byte[]> producer;
    private final HeartSettings settings;
    private final Supplier<String> instance;
    private final Runnable beforeEach;
    private final LongConsumer whenAcknowledged;
    private final CloudEvents events;
    private final byte[] value;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "beckon-heart");
    private volatile long acknowledged = System.nanoTime();
    private boolean failing;

    /**
     * @param beforeEach is called before a heartbeat is appended
     * @param whenAcknowledged is called with a heartbeat's offset
     */
    Heart(
            ClientSettings client,
            HeartSettings settings,
            Supplier<String> instance,
            Runnable beforeEach,
            LongConsumer whenAcknowledged) {
        this.producer = client.producer(
                "beckon-heart",
                Map.of(
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        FOR_EVER_MILLIS,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        5_000,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        1 << 20));
        this.settings = settings;
        this.instance = instance;
        this.beforeEach = beforeEach;
        this.whenAcknowledged = whenAcknowledged;
        this.events = new CloudEvents(instance);
        this.value = value(settings);
        this.thread.setDaemon(true);
    }

    private static byte[] value(HeartSettings settings) {
        return HeartbeatCodec.encode(new HeartbeatCodec.Heartbeat(settings.node(), settings.address(), Instant.now()));
    }

    void start() {
        thread.start();
    }

    /** Since the last acknowledged heartbeat; before the first, since it was made. */
    Duration sinceAcknowledged() {
        return Duration.ofNanos(System.nanoTime() - acknowledged);
    }

    private void run() {
        try {
            do {
                beat();
            } while (!stopped.await(settings.interval().toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "The heart stops");
        }
    }

    private void beat() throws InterruptedException {
        try {
            beforeEach.run();
            long offset = producer.send(record()).get().offset();
            acknowledged = System.nanoTime();
            failing = false;
            whenAcknowledged.accept(offset);
        } catch (ExecutionException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            if (!failing && stopped.getCount() > 0) {
                failing = true;
                LOG.log(Level.WARNING, "A heartbeat could not be appended: " + e);
            }
        }
    }

    private ProducerRecord<byte[], byte[]> record() {
        String current = instance.get();
        var record = new ProducerRecord<>(settings.topic(), 0, current.getBytes(UTF_8), value);
        events.describe(record.headers(), TYPE, current);
        return record;
    }

    void stop() {
        stopped.countDown();
        thread.interrupt();
        producer.close(Duration.ZERO);
    }
}
