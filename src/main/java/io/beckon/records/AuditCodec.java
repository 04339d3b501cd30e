package io.beckon.records;

import io.beckon.audit.AuditEvent;
import io.beckon.audit.EventType;
import io.beckon.audit.LogPlace;
import io.beckon.json.FrameWriter;
import io.beckon.json.JsonBytes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Audit events as CloudEvents 1.0 with JSON data, in which a fact's members stand beside those that every event has; what is unknown, and an
 * empty list, is left out. Safe for use by several threads.
 */
public final class AuditCodec {

    private final Scenes scenes = new Scenes();

    public AuditRecord encode(AuditEvent event) {
        return new AuditRecord(
                event.id(),
                EventType.of(event.fact()).type(),
                event.subject().key(),
                event.time(),
                JsonBytes.joined(scenes.of(event), JsonBytes.object(json -> write(json, event))));
    }

    private static void write(FrameWriter json, AuditEvent event) throws IOException {
        LogPlace place = event.place();
        if (place != null) {
            json.object("place", members -> write(members, place));
        }
        json.text("trace", text(event.trace()));
        new FactWriter(json).write(event.fact());
    }

    private static void write(FrameWriter json, LogPlace place) throws IOException {
        json.text("log", place.log().word())
                .whole("partition", place.partition())
                .whole("offset", place.offset());
    }

    static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
