package com.example.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.reactive.messaging.ce.CloudEventMetadata;
import java.time.ZonedDateTime;

/** An event as this consumer uses it: who did what, in which room, and when. */
public record AuditEvent(String id, String type, String subject, ZonedDateTime time, String actor, JsonNode data) {

    static AuditEvent of(CloudEventMetadata<?> event, JsonNode data) {
        String actor = data.path("actor").path("subject").asText("nobody");
        return new AuditEvent(
                event.getId(),
                event.getType(),
                event.getSubject().orElse(""),
                event.getTimeStamp().orElseThrow(),
                actor,
                data);
    }
}
