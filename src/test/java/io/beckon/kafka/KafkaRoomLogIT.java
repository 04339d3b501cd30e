package io.beckon.kafka;

import io.beckon.log.RoomLog;
import io.beckon.log.RoomLogContract;
import org.junit.jupiter.api.AfterEach;

class KafkaRoomLogIT extends RoomLogContract {

    private final OwnTopics topics = OwnTopics.onSharedBroker();
    private final KafkaRoomLog log = topics.log();

    @Override
    protected RoomLog log() {
        return log;
    }

    @Override
    protected void dropSome() {
        topics.dropBefore(partition(), 1);
    }

    /** Each of them has a consumer of its own. */
    @Override
    protected int manyFollowers() {
        return 6;
    }

    @AfterEach
    void close() {
        log.close();
        topics.close();
    }
}
