package io.beckon.administration;

import io.beckon.call.Call;
import io.beckon.call.CallState;
import io.beckon.call.Callee;
import io.beckon.calling.CallWording;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A call that has not ended as an administrator sees it.
 *
 * @param state {@code inviting}, {@code ringing} or {@code accepted}
 * @param room where it is carried on, once somebody has accepted
 * @param at when it began
 */
public record CallView(
        String call,
        Person from,
        List<Person> to,
        String state,
        @Nullable String room,
        Instant at) {

    /** In which calls are listed: oldest first. */
    static final Comparator<CallView> ORDER = Comparator.comparing(CallView::at).thenComparing(CallView::call);

    /**
     * A party, or somebody who is called.
     *
     * @param name for people; {@code null} until it is known
     * @param state how far the call has come with this callee; {@code null} of the one who called
     */
    public record Person(
            String user, @Nullable String name, @Nullable String state) {}

    static CallView of(Call call) {
        var caller = call.caller().person();
        var invite = call.invite();
        return new CallView(
                call.id(),
                new Person(caller.user(), caller.userName(), null),
                call.callees().stream().map(CallView::callee).toList(),
                word(call.state()),
                call.state() == CallState.ACCEPTED ? CallWording.room(call).name() : null,
                Instant.ofEpochMilli(invite.expiresAtMillis()).minusSeconds(invite.timeoutSeconds()));
    }

    private static Person callee(Callee callee) {
        return new Person(callee.user(), callee.name(), word(callee.state()));
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
