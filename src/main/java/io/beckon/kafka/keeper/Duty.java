package io.beckon.kafka.keeper;

import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;

/** What a member of a consumer group does, from when it joins until it leaves or something fails. */
interface Duty<S extends Share> {

    /** Its part in a partition that it was given. */
    S share(int partition);

    /** Asked before what is committed once in an interval. */
    default boolean mayCommit() {
        return true;
    }

    /**
     * What else is done once in an interval, after what was committed.
     *
     * @param begun shares that take records
     * @param arrived shares that do not yet
     */
    void tick(Consumer<byte[], byte[]> consumer, Collection<S> begun, Collection<S> arrived);

    /** A share was given up. */
    void gone(int partition);
}
