package io.beckon.records;

import io.beckon.audit.Actor;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.EventType;
import io.beckon.audit.LogPlace;
import io.beckon.json.JsonBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Audit events as CloudEvents 1.0 with JSON data, in which a fact's members stand beside those that every event has; what is unknown, and an
 * empty list, is left out. Safe for use by several threads.
 */
public final class AuditCodec {

    private static final int USUAL_BYTES = 1024;

    public AuditRecord encode(AuditEvent event) {
        return new AuditRecord(
                event.id(), EventType.of(event.fact()).type(), event.subject().key(), event.time(), data(event));
    }

    private static byte[] data(AuditEvent event) {
        JsonBuffer json = new JsonBuffer(USUAL_BYTES);
        json.text("tenant", text(event.subject().tenant()));
        json.text("room", text(event.subject().room()));
        if (event.actor() != null) {
            actor(json.begin("actor"), event.actor()).end();
        }
        json.text("node", text(event.node()));
        json.text("address", text(event.address()));
        if (event.place() != null) {
            place(json.begin("place"), event.place()).end();
        }
        json.text("trace", text(event.trace()));
        new FactWriter(json).write(event.fact());
        return json.end().bytes();
    }

    private static JsonBuffer actor(JsonBuffer json, Actor actor) {
        return json.text("issuer", text(actor.issuer()))
                .text("subject", text(actor.subject()))
                .text("name", text(actor.name()))
                .text("session", text(actor.session()))
                .text("peer", text(actor.peer()));
    }

    private static JsonBuffer place(JsonBuffer json, LogPlace place) {
        return json.text("log", FactWriter.name(place.log()))
                .whole("partition", place.partition())
                .whole("offset", place.offset());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
