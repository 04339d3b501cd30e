package io.beckon.benchmark.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlowTest {

    private static String account(int... sequence) {
        Flow flow = new Flow();
        IntStream.of(sequence).forEach(flow::accept);
        return flow.distinct() + " distinct, " + flow.reordered() + " late, " + flow.duplicates() + " repeated";
    }

    @Test
    void lostLateAndRepeatedMessagesAreToldApart() {
        assertEquals("4 distinct, 0 late, 0 repeated", account(0, 1, 2, 3));
        assertEquals("3 distinct, 0 late, 0 repeated", account(0, 2, 3));
        assertEquals("4 distinct, 1 late, 0 repeated", account(0, 2, 1, 3));
        assertEquals("3 distinct, 0 late, 2 repeated", account(0, 1, 1, 2, 0));
        assertEquals("4 distinct, 1 late, 1 repeated", account(0, 3, 1, 1, 4));
    }
}
