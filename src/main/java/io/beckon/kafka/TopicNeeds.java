package io.beckon.kafka;

import java.time.Duration;

/**
 * What the service needs of its topics.
 *
 * @param partitions of the events, and so of the checkpoints; the modulus of room to partition, for ever
 * @param checkpointLag how far checkpoints trail behind: what lies above them must still be there
 * @param tokenLife the longest that a token is accepted: sign-outs are kept as long
 * @param patience how long brokers that cannot be reached are waited for
 * @param pseudonyms whether the audit trail shows users under pseudonyms
 * @param capture whether what is said is captured, under a key that the service has not
 */
public record TopicNeeds(
        TopicNames names,
        int partitions,
        Duration checkpointLag,
        Duration tokenLife,
        Duration patience,
        boolean pseudonyms,
        boolean capture) {

    private static final int LAGS_KEPT = 10;

    Duration eventsKept() {
        return checkpointLag.multipliedBy(LAGS_KEPT);
    }
}
