package io.beckon.records;

import io.beckon.json.FrameWriter;
import io.beckon.room.Knock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What checkpoints say of those who knock. */
final class KnockFields {

    private KnockFields() {}

    static void write(FrameWriter to, Knock knock) throws IOException {
        to.text("user", knock.user())
                .text("userName", knock.userName())
                .text("name", knock.name())
                .text("session", knock.session())
                .text("state", knock.state().wireName())
                .whole("since", knock.since())
                .whole("seconds", knock.seconds());
        StateFields.write(to, knock.incarnation());
    }

    /** Older checkpoints have none. */
    static List<Knock> knocks(@Nullable List<RecordFields> all) throws UnreadableRecord {
        if (all == null) {
            return List.of();
        }
        List<Knock> knocks = new ArrayList<>(all.size());
        for (RecordFields from : all) {
            knocks.add(new Knock(
                    from.text("user"),
                    from.text("userName"),
                    from.textIfAny("name"),
                    from.text("session"),
                    StateFields.incarnation(from),
                    from.oneOf("state", Knock.State.values(), Knock.State::wireName),
                    from.whole("since"),
                    from.number("seconds")));
        }
        return List.copyOf(knocks);
    }
}
