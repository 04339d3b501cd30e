package io.beckon.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.beckon.audit.Actor;
import io.beckon.audit.AuditAddress;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.Fact;
import io.beckon.audit.FactType;
import io.beckon.audit.Id;
import io.beckon.audit.LogPlace;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Audit events as CloudEvents 1.0 with JSON data. The fact's members stand beside those that every event has. Safe for use by several threads. */
public final class AuditCodec {

    private static final ObjectWriter JSON = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(new WireName()))
            .build()
            .writer();

    /** What is in each event, whatever it is about. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Data(
            @Nullable Id tenant,
            @Nullable Id room,
            @Nullable Actor actor,
            @Nullable Id node,
            @Nullable AuditAddress address,
            @Nullable LogPlace place,
            @JsonUnwrapped Fact fact) {}

    public AuditRecord encode(AuditEvent event) {
        Data data = new Data(
                event.subject().tenant(),
                event.subject().room(),
                event.actor(),
                event.node(),
                event.address(),
                event.place(),
                event.fact());
        try {
            return new AuditRecord(
                    event.id(),
                    FactType.of(event.fact()),
                    event.subject().key(),
                    event.time(),
                    JSON.writeValueAsBytes(data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("facts can be written", e);
        }
    }

    /** Enums as on the wire: lower case, words joined by hyphens. */
    private static final class WireName extends StdSerializer<Enum<?>> {

        private static final long serialVersionUID = 1;

        WireName() {
            super(Enum.class, false);
        }

        @Override
        public void serialize(Enum<?> value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }
}
