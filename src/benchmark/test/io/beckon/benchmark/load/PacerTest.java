package io.beckon.benchmark.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** When actions are due, whether or not they are late. */
class PacerTest {

    private static final int MOST = 1001;

    private final long[] due = new long[MOST];
    private final CountDownLatch left = new CountDownLatch(MOST);

    private double seconds(int number) {
        return (due[number] - due[0]) / 1e9;
    }

    @Test
    void aHastyBeginningIsFollowedByTheRate() throws InterruptedException {
        Pacer.start(200, () -> left.getCount() > MOST - 801, () -> left.getCount() > 0, (number, at) -> {
            due[(int) number] = at;
            left.countDown();
        });
        left.await();
        assertEquals(0.5, seconds(400), 1e-6);
        assertEquals(1, seconds(800), 1e-6);
        assertEquals(2, seconds(1000), 1e-6);
    }

    @Test
    void withoutHasteThereIsOneRate() throws InterruptedException {
        Pacer.start(4000, () -> false, () -> left.getCount() > 0, (number, at) -> {
            due[(int) number] = at;
            left.countDown();
        });
        left.await();
        assertEquals(0.1, seconds(400), 1e-6);
        assertEquals(0.25, seconds(1000), 1e-6);
    }
}
