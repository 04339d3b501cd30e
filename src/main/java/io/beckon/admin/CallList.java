package io.beckon.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.beckon.administration.CallView;
import io.beckon.administration.Inspection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Some of the calls that have not ended, oldest first. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Some of the calls that have not ended, oldest first")
public record CallList(
        List<CallList.Entry> calls,
        @Schema(description = "How many there are in all") int total,

        @Schema(description = "Where the next page begins; left out at the end") @Nullable String next) {

    /** A call that has not ended. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Call", description = "A call that has not ended")
    public record Entry(
            @Schema(description = "Its id") String call,
            CallList.Person from,
            List<CallList.Person> to,

            @Schema(enumeration = {"inviting", "ringing", "accepted"})
            String state,

            @Schema(description = "The room in which it is carried on, once somebody has accepted") @Nullable String room,

            @Schema(description = "When it began") Instant at) {

        static Entry of(CallView view) {
            return new Entry(
                    view.call(),
                    Person.of(view.from()),
                    view.to().stream().map(Person::of).toList(),
                    view.state(),
                    view.room(),
                    view.at());
        }
    }

    /** Who calls, or is called. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Person", description = "Who calls, or is called")
    public record Person(
            String user,

            @Schema(description = "Left out until it is known") @Nullable String name,

            @Schema(
                    description = "How far the call has come with this one; left out of who calls",
                    enumeration = {
                        "waiting",
                        "ringing",
                        "accepted",
                        "declined",
                        "busy",
                        "no-answer",
                        "cancelled",
                        "unreachable",
                        "ended"
                    })
            @Nullable String state) {

        static Person of(CallView.Person person) {
            return new Person(person.user(), person.name(), person.state());
        }
    }

    static CallList of(Inspection.Page<CallView> found, int limit) {
        List<CallView> page = found.page();
        return new CallList(
                page.stream().map(Entry::of).toList(),
                found.total(),
                page.size() < limit ? null : Inspection.place(page.getLast()));
    }
}
