package io.beckon.transport.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.calling.WakeUp;
import io.beckon.room.CallPerson;
import io.beckon.room.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WakeWebhookTest {

    @Test
    void metadataGoesAsItCame() {
        String metadata = "{\"n\":1." + "0".repeat(1500) + ",\"deep\":" + "[".repeat(30) + "]".repeat(30) + "}";
        WakeUp.Summons summons = new WakeUp.Summons(
                "c-1",
                "default",
                new CallPerson("anna", "Anna \"A\""),
                List.of("ben"),
                Instant.parse("2026-03-01T12:00:00Z"),
                Json.of(metadata));
        assertEquals(
                "{\"call\":\"c-1\",\"tenant\":\"default\",\"from\":{\"user\":\"anna\",\"name\":\"Anna \\\"A\\\"\"},"
                        + "\"to\":[\"ben\"],\"expiresAt\":\"2026-03-01T12:00:00Z\",\"metadata\":" + metadata + "}",
                WakeWebhook.body(summons).toString());
    }
}
