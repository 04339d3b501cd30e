package io.beckon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerTest {

    private final Worker worker = new Worker("under-test", Node.MOST_AFTER_CALLS);

    @AfterEach
    void end() {
        worker.close();
    }

    @Test
    void survivesWhatItDoes() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Thread[] threads = new Thread[2];
        worker.execute(() -> {
            threads[0] = Thread.currentThread();
            throw new IllegalStateException("on purpose");
        });
        worker.execute(() -> {
            throw new StackOverflowError("on purpose");
        });
        worker.execute(() -> {
            threads[1] = Thread.currentThread();
            done.countDown();
        });
        assertTrue(done.await(20, TimeUnit.SECONDS));
        assertEquals(threads[0], threads[1], "one thread does all of it");
    }

    @Test
    @Fills("app.Node.MOST_AFTER_CALLS")
    void dropsAndCountsWhatFindsItsQueueFull() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(Node.MOST_AFTER_CALLS);
        worker.execute(() -> {
            busy.countDown();
            awaitQuietly(goOn);
        });
        assertTrue(busy.await(20, TimeUnit.SECONDS));
        for (int i = 0; i < Node.MOST_AFTER_CALLS + 3; i++) {
            worker.execute(done::countDown);
        }
        assertEquals(3, worker.lost());
        goOn.countDown();
        assertTrue(done.await(20, TimeUnit.SECONDS));
    }

    @Test
    void aTaskThatIsRunAgainAndAgainSurvivesErrors() {
        AtomicInteger runs = new AtomicInteger();
        Runnable task = Worker.surviving(() -> {
            runs.incrementAndGet();
            throw new AssertionError("on purpose");
        });
        task.run();
        task.run();
        assertEquals(2, runs.get());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
