package io.beckon.audit;

import io.beckon.room.RoomKey;
import org.jspecify.annotations.Nullable;

/** What an event is about: a room, else a tenant, else nothing that is known. */
public record Subject(@Nullable Id tenant, @Nullable Id room) {

    public static final Subject UNKNOWN = new Subject(null, null);

    public static Subject of(RoomKey room) {
        return new Subject(new Id(room.tenant()), new Id(room.name()));
    }

    public static Subject ofTenant(String tenant) {
        return new Subject(new Id(tenant), null);
    }

    /** {@code tenant/room}, the tenant alone, or {@code *}: the key of the event. */
    public String key() {
        if (tenant == null) {
            return "*";
        }
        return room == null ? tenant.value() : tenant.value() + '/' + room.value();
    }
}
