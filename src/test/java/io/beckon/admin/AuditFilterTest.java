package io.beckon.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.records.AuditRecord;
import io.beckon.records.StoredEvent;
import io.beckon.room.RoomKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuditFilterTest {

    private static StoredEvent event(String type, String subject, String data) {
        return StoredEvent.of(
                new AuditRecord("id", "io.beckon.audit." + type + ".v1", subject, Instant.EPOCH, data.getBytes(UTF_8)));
    }

    private static StoredEvent joined(String tenant, String room, String user) {
        return event(
                "participant.joined",
                tenant + "/" + room,
                "{\"tenant\":\"" + tenant + "\",\"room\":\"" + room + "\",\"actor\":{\"issuer\":\"i\",\"subject\":\""
                        + user + "\",\"name\":\"bob\"}}");
    }

    private static AuditFilter all(String tenant) {
        return new AuditFilter(tenant, null, null, null);
    }

    @Test
    void aTenantSeesItsOwnOnly() {
        assertTrue(all("acme").takes(joined("acme", "r", "u")));
        assertFalse(all("acme").takes(joined("other", "r", "u")));
        assertFalse(all("acme").takes(joined("acme/eu", "r", "u")), "whose key begins in the same way");
        RoomKey room = new RoomKey("acme", "eu/r");
        assertFalse(
                new AuditFilter("acme", room, null, null).takes(joined("acme/eu", "r", "u")), "whose key is the same");
        assertTrue(all("acme").takes(event("session.opened", "acme", "{\"node\":\"n\",\"tenant\":\"acme\"}")));
        assertFalse(all("acme").takes(event("sealed", "#seal", "{\"number\":1}")));
        assertFalse(all("acme").takes(event("session.opened", "acme", "no JSON")));
    }

    @Test
    void whatIsOfNoTenantIsForTheDefaultOne() {
        StoredEvent denied = event("authentication.denied", "*", "{\"reason\":\"bad-token\"}");
        assertTrue(all("default").takes(denied));
        assertFalse(all("acme").takes(denied));
        assertFalse(new AuditFilter("default", new RoomKey("default", "r"), null, null).takes(denied));
    }

    @Test
    void roomUserAndTypeAreLookedFor() {
        StoredEvent joined = joined("acme", "r", "u-1");
        assertTrue(new AuditFilter("acme", new RoomKey("acme", "r"), "u-1", "participant").takes(joined));
        assertFalse(new AuditFilter("acme", new RoomKey("acme", "s"), null, null).takes(joined));
        assertFalse(new AuditFilter("acme", null, "u-2", null).takes(joined));
        assertFalse(new AuditFilter("acme", null, "bob", null).takes(joined), "a name is no id");
        assertFalse(new AuditFilter("acme", null, null, "room").takes(joined));
        StoredEvent call =
                event("call.started", "acme", "{\"tenant\":\"acme\",\"call\":\"c\",\"callees\":[\"u-3\",\"u-4\"]}");
        assertTrue(new AuditFilter("acme", null, "u-4", "call").takes(call));
        assertFalse(new AuditFilter("acme", null, "c", null).takes(call));
    }
}
