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
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.beckon.audit.Actor;
import io.beckon.audit.AuditAddress;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.Digest;
import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.Label;
import io.beckon.audit.LogPlace;
import io.beckon.audit.PcName;
import io.beckon.audit.TraceId;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The data of audit events as their types say: each component of a fact is a member, what is {@code null} or an empty list is left out. */
final class TypedData {

    static final ObjectWriter JSON = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .withConfigOverride(
                    List.class,
                    lists -> lists.setInclude(
                            JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS)))
            .addModule(new SimpleModule()
                    .addSerializer(Id.class, ToStringSerializer.instance)
                    .addSerializer(Label.class, ToStringSerializer.instance)
                    .addSerializer(Digest.class, ToStringSerializer.instance)
                    .addSerializer(PcName.class, ToStringSerializer.instance)
                    .addSerializer(TraceId.class, ToStringSerializer.instance)
                    .addSerializer(AuditAddress.class, ToStringSerializer.instance)
                    .addSerializer(new WireName()))
            .build()
            .writer();

    /** What is in each event, whatever it is about. */
    record Data(
            @Nullable Id tenant,
            @Nullable Id room,
            @Nullable Actor actor,
            @Nullable Id node,
            @Nullable AuditAddress address,
            @Nullable LogPlace place,
            @Nullable TraceId trace,
            @JsonUnwrapped Fact fact) {}

    private TypedData() {}

    static byte[] of(AuditEvent event) throws JsonProcessingException {
        return JSON.writeValueAsBytes(new Data(
                event.subject().tenant(),
                event.subject().room(),
                event.actor(),
                event.node(),
                event.address(),
                event.place(),
                event.trace(),
                event.fact()));
    }

    /** Enums as on the wire. */
    private static final class WireName extends StdSerializer<Enum<?>> {

        private static final long serialVersionUID = 1;

        WireName() {
            super(Enum.class, false);
        }

        @Override
        public void serialize(Enum<?> value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(AuditSchemas.wireName(value));
        }
    }
}
