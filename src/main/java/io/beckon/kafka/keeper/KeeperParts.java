package io.beckon.kafka.keeper;

import io.beckon.kafka.ClientSettings;
import io.beckon.kafka.EventsTopic;
import io.beckon.kafka.RoomRecords;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * What the shifts of one keeper have in common.
 *
 * @param propose takes timers that nobody else has proposed
 */
record KeeperParts(
        ClientSettings client,
        KeeperSettings settings,
        EventsTopic topic,
        CheckpointReader checkpoints,
        RoomRecords records,
        KeeperFigures figures,
        AuditFigures audit,
        Projection projection,
        Predicate<String> isLost,
        BiConsumer<RoomKey, Proposal> propose) {}
