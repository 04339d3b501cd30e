package io.beckon.kafka;

import io.beckon.call.CallProposal;
import io.beckon.log.CallLog;
import io.beckon.log.Following;
import io.beckon.records.CallCodec;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The log of calls over a Kafka topic: what records are about is a call, by its id. */
public final class KafkaCallLog extends EventTopic<CallProposal> implements CallLog {

    /** How many partitions the topic has. */
    public static final int PARTITIONS = 8;

    private static final CallCodec CODEC = new CallCodec();

    /**
     * @param client common client settings, as the operator gave them
     * @param instance of this node, at any time
     */
    public KafkaCallLog(Map<String, Object> client, String topic, Supplier<String> instance) {
        this(client, topic, instance, HISTORY);
    }

    KafkaCallLog(Map<String, Object> client, String topic, Supplier<String> instance, Duration history) {
        super(client, "beckon-calls", new TopicSpan(topic, PARTITIONS, history), instance, CODEC::decode);
    }

    @Override
    public CompletionStage<Long> append(String call, CallProposal proposal) {
        return append(call, CODEC.type(proposal), CODEC.encode(proposal));
    }

    @Override
    public Following follow(Listener listener) {
        return read(listener::onRecord, listener::onCaughtUp)::run;
    }
}
