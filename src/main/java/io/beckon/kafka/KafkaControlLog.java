package io.beckon.kafka;

import io.beckon.announcement.Announcement;
import io.beckon.log.ControlLog;
import io.beckon.log.Following;
import io.beckon.records.ControlCodec;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The control log over a Kafka topic of one partition: what announcements are about is whom they concern.
 *
 * @see <a href="../../../../../../docs/adr/0013-one-control-log.md">ADR 13</a>
 */
public final class KafkaControlLog extends EventTopic<Announcement> implements ControlLog {

    private static final ControlCodec CODEC = new ControlCodec();

    /**
     * @param client common client settings, as the operator gave them
     * @param topic with one partition
     * @param instance of this node, at any time
     */
    public KafkaControlLog(Map<String, Object> client, String topic, Supplier<String> instance) {
        super(client, "beckon-control", TopicSpan.all(topic), instance, CODEC::decode);
    }

    @Override
    public CompletionStage<Void> append(Announcement announcement) {
        return append(announcement.subject(), CODEC.type(announcement), CODEC.encode(announcement))
                .thenAccept(position -> {});
    }

    @Override
    public Following follow(Listener listener) {
        return read(
                (subject, announcement, position, isHistory) -> listener.onAnnouncement(announcement),
                listener::onCaughtUp)::run;
    }
}
