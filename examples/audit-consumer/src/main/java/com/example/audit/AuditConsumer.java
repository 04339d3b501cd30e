package com.example.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.smallrye.reactive.messaging.ce.CloudEventMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Reads the audit trail of Beckon. What it cannot read goes to the dead-letter topic, and it goes on. */
@ApplicationScoped
class AuditConsumer {

    private final ObjectMapper json;

    AuditConsumer(ObjectMapper json) {
        this.json = json;
    }

    @Incoming("audit")
    CompletionStage<Void> read(Message<byte[]> message) {
        AuditEvent event;
        try {
            CloudEventMetadata<?> attributes =
                    message.getMetadata(CloudEventMetadata.class).orElseThrow();
            event = AuditEvent.of(attributes, json.readTree(message.getPayload()));
        } catch (IOException | RuntimeException e) {
            return message.nack(e);
        }
        Log.infof("%s %s %s by %s", event.time(), event.type(), event.subject(), event.actor());
        return message.ack();
    }
}
