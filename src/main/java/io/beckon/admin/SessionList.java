package io.beckon.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.beckon.administration.SessionView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Some of the connected sessions, by user. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Some of the connected sessions, by user")
public record SessionList(
        List<SessionList.Entry> sessions,
        @Schema(description = "How many there are in all") int total,

        @Schema(description = "Where the next page begins; left out at the end") @Nullable String next,

        @Schema(description = "Nodes that have not answered: what only they know is missing") @Nullable List<String> unreachable) {

    private static final Comparator<Entry> ORDER =
            Comparator.comparing(Entry::user).thenComparing(Entry::session);

    /** A connected session. */
    @Schema(name = "Session", description = "A connected session")
    public record Entry(
            @Schema(description = "Its id") String session,
            String user,
            @Schema(description = "By its token") String userName,
            @Schema(description = "Of its token") String issuer,
            @Schema(description = "The name of its node") String node,

            @Schema(description = "The process to which it is connected")
            String instance,

            @Schema(description = "The names of the rooms that it is in")
            List<String> rooms,

            Instant connectedAt,
            @Schema(description = "When its token ends") Instant expiresAt,

            @Schema(enumeration = {"json", "cbor"}) String encoding) {

        static Entry of(SessionView view, String node) {
            return new Entry(
                    view.session(),
                    view.user(),
                    view.userName(),
                    view.issuer(),
                    node,
                    view.instance(),
                    view.rooms(),
                    view.connectedAt(),
                    view.expiresAt(),
                    view.encoding());
        }

        /** Where the list goes on after this one, as text that is handed back unread. */
        private String place() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((session + " " + user).getBytes(StandardCharsets.UTF_8));
        }
    }

    static SessionList merged(SessionList own, Asked<SessionList> asked, int limit) {
        List<Entry> entries = new ArrayList<>(own.sessions);
        int total = own.total;
        for (SessionList some : asked.bodies()) {
            entries.addAll(some.sessions);
            total += some.total;
        }
        List<Entry> page = entries.stream().sorted(ORDER).limit(limit).toList();
        String next = page.size() < limit ? null : page.getLast().place();
        return new SessionList(page, total, next, asked.unreachable());
    }
}
