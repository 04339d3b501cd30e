package io.beckon.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.audit.Actor;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.Subject;
import io.beckon.room.RoomKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScenesTest {

    private static final Subject ROOM = Subject.of(new RoomKey("default", "stand-up"));

    private final Scenes scenes = new Scenes();

    private static AuditEvent event(Subject subject, @Nullable Actor actor, @Nullable Id node) {
        return new AuditEvent("id", Instant.EPOCH, subject, actor, node, null, null, null, new Fact.RoomLocked());
    }

    private static Actor actor(String name) {
        return Actor.user("https://issuer", "anna", name, "s-1");
    }

    private String text(AuditEvent event) {
        return new String(scenes.of(event), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsTheSameIsWrittenOnce() {
        byte[] first = scenes.of(event(ROOM, actor("Anna"), new Id("n-1")));
        assertSame(first, scenes.of(event(ROOM, actor("Anna"), new Id("n-1"))));
    }

    @Test
    void eachMemberCounts() {
        assertEquals("{\"tenant\":\"default\",\"room\":\"stand-up\"}", text(event(ROOM, null, null)));
        assertEquals(
                "{\"tenant\":\"default\",\"room\":\"stand-up\",\"node\":\"n-1\"}",
                text(event(ROOM, null, new Id("n-1"))));
        assertEquals("{\"tenant\":\"default\"}", text(event(Subject.ofTenant("default"), null, null)));
        assertEquals("{}", text(event(Subject.UNKNOWN, null, null)));
    }

    @Test
    @Fills("records.Scenes.LARGEST")
    void largeOnesAreWrittenEachTime() {
        Actor anna = Actor.user("https://" + "i".repeat(200), "anna".repeat(50), "语".repeat(255), "s-1");
        AuditEvent event = event(ROOM, anna, new Id("n-1"));
        byte[] first = scenes.of(event);
        assertTrue(first.length > Scenes.LARGEST);
        assertNotSame(first, scenes.of(event));
        assertArrayEquals(first, scenes.of(event));
    }

    @Test
    @Fills("records.Scenes.MOST")
    void moreThanAreRememberedAreWrittenAsWell() throws IOException {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 2 * Scenes.MOST; i++) {
                AuditEvent event = event(ROOM, actor("Anna " + i), null);
                assertArrayEquals(TypedData.of(event), scenes.of(event));
            }
        }
    }
}
