package io.beckon.kafka.keeper;

import java.util.concurrent.atomic.LongAdder;

/** What a {@link GroupMember} has counted so far. */
final class GroupFigures {

    final LongAdder commits = new LongAdder();
    final LongAdder restarts = new LongAdder();
}
