package io.beckon.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A record of a log.
 *
 * @param log which one
 * @param offset of the record in its partition, from 0 on
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogPlace(Log log, int partition, long offset) {

    /** The logs that facts follow from. */
    public enum Log {
        EVENTS,
        CALLS
    }
}
