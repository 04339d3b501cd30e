package io.beckon.kafka;

import io.beckon.log.LogRecord;
import io.beckon.room.Outcome;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a keeper writes besides checkpoints, in the same transactions: facts that follow from the records that it applies, each
 * exactly once. The place of the audit projection.
 */
@FunctionalInterface
interface Projection {

    Projection NONE = (record, outcome) -> List.of();

    /** The facts that follow from one record. */
    List<ProducerRecord<byte[], byte[]>> of(LogRecord record, Outcome outcome);
}
