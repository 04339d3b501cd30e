package io.beckon.kafka.keeper;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * A consumer group whose members write in transactions.
 *
 * @param name of the clients and the thread
 * @param group its id
 * @param transactionalId of this process in this group
 * @param topic that is read
 * @param partitions how many of it are used: others, which an operator has added, are left alone
 * @param interval between two transactions
 * @param sessionTimeout after which others take over what a silent member had
 */
record GroupSettings(
        String name,
        String group,
        String transactionalId,
        String topic,
        int partitions,
        Duration interval,
        Duration sessionTimeout) {

    private static final int FETCH_BYTES = 256 << 10;
    private static final int BATCH_BYTES = 256 << 10;
    private static final int TIMEOUT_MILLIS = 10_000;

    /** A member sees the group's offset only when no transaction is about to change it. */
    Map<String, Object> consumer() {
        int timeout = (int) sessionTimeout.toMillis();
        return Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName(),
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                timeout,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                timeout / 3,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                FETCH_BYTES,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                2_000);
    }

    Map<String, Object> producer(String compression) {
        return Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                transactionalId,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                TIMEOUT_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                (long) TIMEOUT_MILLIS,
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                compression);
    }
}
