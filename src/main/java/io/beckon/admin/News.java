package io.beckon.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * Something new, as an administrator who looks on is told.
 *
 * @param event {@code change}, {@code room} or {@code alive}
 * @param id of {@code room}: after what to ask for more
 * @param data of {@code change} {@link Totals}, of {@code room} {@link RoomEvents}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection
public record News(
        String event, @Nullable String id, @Nullable Object data) {

    /** Nothing, so that all on the connection's way know that it is in use. */
    static final News ALIVE = new News("alive", null, null);

    static News of(Totals totals) {
        return new News("change", null, totals);
    }

    static News of(RoomEvents events) {
        return new News("room", events.next(), events);
    }
}
