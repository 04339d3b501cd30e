package io.beckon.kafka.keeper;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import org.junit.jupiter.api.Test;

class BatchTest {

    private final Batch batch = new Batch();

    private void assertFullAfter(int records, int written) {
        for (int i = 0; i < records; i++) {
            assertFalse(batch.isFull());
            batch.add(written);
        }
        assertTrue(batch.isFull());
        batch.clear();
        assertFalse(batch.isFull());
    }

    @Test
    @Fills("kafka.keeper.Batch.MOST_RECORDS")
    void soManyRecordsAreOneTransaction() {
        assertFullAfter(Batch.MOST_RECORDS, 1);
        assertFullAfter(Batch.MOST_RECORDS, 1);
    }

    @Test
    @Fills("kafka.keeper.Batch.MOST_BYTES")
    void soManyBytesAreToo() {
        assertFullAfter(4, Batch.MOST_BYTES / 4);
        assertFullAfter(4, Batch.MOST_BYTES / 4);
    }
}
