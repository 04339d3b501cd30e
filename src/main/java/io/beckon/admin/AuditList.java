package io.beckon.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.beckon.archive.AuditPage;
import io.beckon.records.StoredEvent;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Some audit records, the newest first. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Some audit records, the newest first")
public record AuditList(
        List<AuditList.Entry> events,

        @Schema(description = "How many records were searched for those that are here")
        long looked,

        @Schema(description = "Where to look for older ones; left out when there are none") @Nullable String next) {

    /** An audit record. */
    @Schema(name = "AuditRecord", description = "An audit record, a CloudEvent")
    public record Entry(
            String id,

            @Schema(examples = "io.beckon.audit.participant.joined.v1")
            String type,

            String time,

            @Schema(description = "As the schema of its type has it, in docs/audit", implementation = Object.class)
            @JsonRawValue
            String data) {

        static Entry of(StoredEvent event) {
            return new Entry(text(event.id()), text(event.type()), text(event.time()), text(event.data()));
        }

        private static String text(byte[] utf8) {
            return new String(utf8, UTF_8);
        }
    }

    static AuditList of(AuditPage page) {
        return new AuditList(page.events().stream().map(Entry::of).toList(), page.looked(), page.next());
    }
}
