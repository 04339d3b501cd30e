package io.beckon.kafka;

import io.beckon.log.Instances;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From where on instances are expected that somebody asks about and nobody has heard of: from a heartbeat of this node on that was
 * appended after the question. Reading may be far behind, at the start by as much as heartbeats are kept; what it reads before that
 * place may be older than the instance. The heart's thread calls the first two methods, the reader's the third.
 */
final class Unheard {

    private final Instances instances;
    private Set<String> asked = Set.of();
    private volatile @Nullable Expected expected;

    /** @param offset of this node's heartbeat */
    private record Expected(Set<String> instances, long offset) {}

    Unheard(Instances instances) {
        this.instances = instances;
    }

    /** A heartbeat of this node is about to be appended. */
    void appending() {
        asked = instances.unheard();
    }

    /** The heartbeat is in the log. A smaller offset than before is another topic's. */
    void appended(long offset) {
        Expected before = expected;
        if (!asked.isEmpty() && (before == null || offset < before.offset)) {
            expected = new Expected(asked, offset);
        }
    }

    /** All before this offset was counted. */
    void reached(long offset) {
        Expected due = expected;
        if (due != null && offset >= due.offset) {
            instances.expect(due.instances);
            expected = null;
        }
    }
}
