package io.beckon.records;

import io.beckon.audit.Actor;
import io.beckon.audit.AuditAddress;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.Id;
import io.beckon.audit.Subject;
import io.beckon.json.FrameWriter;
import io.beckon.json.JsonBytes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What many events say alike: where it was, who did it, by which node, from which address. It is written once, and {@value #MOST} of them are remembered at most:
 * one that comes takes the place of another one. Safe for use by several threads.
 */
final class Scenes {

    /** A power of two. */
    static final int MOST = 1_024;

    /** As JSON, in bytes: larger ones are written each time. */
    static final int LARGEST = 1_024;

    private final @Nullable Written[] written = new Written[MOST];

    private record Scene(
            Subject subject,
            @Nullable Actor actor,
            @Nullable Id node,
            @Nullable AuditAddress address) {}

    /** @param json an object; not to be changed */
    private record Written(Scene scene, byte[] json) {}

    /** The members of an event that are those of its scene, as one object. */
    byte[] of(AuditEvent event) {
        Scene scene = new Scene(event.subject(), event.actor(), event.node(), event.address());
        int hash = scene.hashCode();
        int place = (hash ^ hash >>> 16) & MOST - 1;
        Written known = written[place];
        if (known == null || !known.scene.equals(scene)) {
            known = new Written(scene, JsonBytes.object(json -> write(json, scene)));
            if (known.json.length <= LARGEST) {
                written[place] = known;
            }
        }
        return known.json;
    }

    private static void write(FrameWriter json, Scene scene) throws IOException {
        Actor actor = scene.actor;
        json.text("tenant", AuditCodec.text(scene.subject.tenant()));
        json.text("room", AuditCodec.text(scene.subject.room()));
        if (actor != null) {
            json.object("actor", members -> write(members, actor));
        }
        json.text("node", AuditCodec.text(scene.node));
        json.text("address", AuditCodec.text(scene.address));
    }

    private static void write(FrameWriter json, Actor actor) throws IOException {
        json.text("issuer", AuditCodec.text(actor.issuer()))
                .text("subject", AuditCodec.text(actor.subject()))
                .text("name", AuditCodec.text(actor.name()))
                .text("session", AuditCodec.text(actor.session()))
                .text("peer", AuditCodec.text(actor.peer()));
    }
}
