package io.beckon.kafka.keeper;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a member of a consumer group makes of one partition: records in, and what is to be written with the group's offset out. Given
 * up, never handed on: whoever has the partition next begins from what was committed. Not for use by more than one thread.
 */
interface Share {

    /** The record could not be taken: the partition stays before it. */
    int STOPPED = -1;

    int number();

    /** Prepares to take records, and returns whether that is possible now; if not, it is asked again. */
    boolean begin(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer);

    /** Offset of the first record that was not taken. */
    long next();

    /** Whether a record at this offset may be taken. */
    boolean mayTake(long offset, long now);

    /**
     * Takes the next record.
     *
     * @return how many bytes that adds to what is to be written, about; or {@link #STOPPED}
     */
    int take(ConsumerRecord<byte[], byte[]> record, long now);

    /** Whether there is something to commit. */
    boolean hasNews();

    /** Gives what is to be written for all that was taken since this was called last. */
    void write(Consumer<ProducerRecord<byte[], byte[]>> to);

    /** What the group commits with what was written. */
    OffsetAndMetadata progress();

    /** What was written last is committed. */
    void committed();
}
