package io.beckon.kafka.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.kafka.ClientSettings;
import io.beckon.log.LogUnavailable;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Partitions that a keeper was given and cannot begin with. */
class ArrivalsTest {

    private final AtomicLong clock = new AtomicLong();
    private final Arrivals<Share> arrivals = new Arrivals<>(clock::get);
    private final List<Integer> tried = new ArrayList<>();

    private static Share share(int number) {
        return (Share) Proxy.newProxyInstance(
                Share.class.getClassLoader(), new Class<?>[] {Share.class}, (self, method, arguments) -> number);
    }

    private void take(int count) {
        IntStream.range(0, count).mapToObj(ArrivalsTest::share).forEach(arrivals::add);
    }

    private boolean fails(Share share, Duration took) {
        tried.add(share.number());
        clock.addAndGet(took.toNanos());
        return false;
    }

    @Test
    void thoseThatCanBeginDoSoInOneRound() {
        take(64);
        arrivals.round(share -> true);
        assertEquals(List.of(), arrivals.all());
    }

    @Test
    void oneThatIsSlowEndsTheRoundAndTheOthersComeNext() {
        take(3);
        arrivals.round(share -> fails(share, Duration.ofSeconds(10)));
        assertEquals(List.of(0), tried);
        arrivals.round(share -> fails(share, Duration.ZERO));
        assertEquals(List.of(0, 1, 2, 0), tried);
    }

    @Test
    void whatWasRevokedIsNotTried() {
        take(2);
        arrivals.remove(0);
        arrivals.round(share -> fails(share, Duration.ZERO));
        assertEquals(List.of(1), tried);
    }

    @Test
    void theLongerAFailureTakesTheLaterItIsTriedAgain() {
        long second = TimeUnit.SECONDS.toNanos(1);
        Pace pace = new Pace(0);
        assertTrue(pace.isDue(0));
        pace.failed(0, 2 * second);
        assertFalse(pace.isDue(22 * second - 1));
        assertTrue(pace.isDue(22 * second));
        pace.failed(0, 10 * second);
        assertTrue(pace.isDue(10 * second + Pace.LATE_NANOS));
        pace.failed(0, 0);
        assertFalse(pace.isDue(Pace.SOON_NANOS - 1));
        assertTrue(pace.isDue(Pace.SOON_NANOS));
    }

    private static MockProducer<byte[], byte[]> producer(boolean answers) {
        return new MockProducer<>(answers, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Test
    void aResetIsAppendedOnceAndItsProducerIsGone() {
        MockProducer<byte[], byte[]> producer = producer(true);
        assertEquals(0, Arrival.append(producer, new ProducerRecord<>("events", 0, null, new byte[0])));
        assertEquals(1, producer.history().size());
        assertTrue(producer.closed());
    }

    @Test
    void aResetThatFailsIsTriedAgainLater() {
        MockProducer<byte[], byte[]> producer = producer(true);
        producer.sendException = new org.apache.kafka.common.errors.TimeoutException("on purpose");
        assertThrows(
                LogUnavailable.class,
                () -> Arrival.append(producer, new ProducerRecord<>("events", 0, null, new byte[0])));
        assertTrue(producer.closed());
    }

    /** Kafka refuses a delivery time-out that is shorter than a request's. */
    @Test
    void theTimeOutsOfAResetFitEachOther() {
        new ClientSettings(Map.of("bootstrap.servers", "127.0.0.1:1"))
                .producer("test", Arrival.SHORTLY)
                .close(Duration.ZERO);
    }
}
