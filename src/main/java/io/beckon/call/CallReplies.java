package io.beckon.call;

import io.beckon.room.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What clients were told of their frames, kept in case they send them again; immutable. A refusal is not kept: it would be the
 * same again, as no callee's outcome changes.
 *
 * @param toInvite {@code null} while nobody can tell yet
 * @param owed to whom it is owed meanwhile
 * @param acknowledged the frames that were accepted
 */
public record CallReplies(@Nullable CallReply toInvite, List<Origin> owed, Set<Frame> acknowledged) {

    static final CallReplies NONE = new CallReplies(null, List.of(), Set.of());

    /** A frame of a session. */
    public record Frame(String session, String id) {}

    CallReplies owedTo(Origin origin) {
        List<Origin> all = new ArrayList<>(owed);
        all.add(origin);
        return new CallReplies(toInvite, List.copyOf(all), acknowledged);
    }

    CallReplies decided(CallReply reply) {
        return new CallReplies(reply, List.of(), acknowledged);
    }

    CallReplies acknowledging(Origin origin) {
        if (origin.id() == null) {
            return this;
        }
        Set<Frame> all = new HashSet<>(acknowledged);
        all.add(new Frame(origin.session(), origin.id()));
        return new CallReplies(toInvite, owed, Set.copyOf(all));
    }

    boolean repeats(Origin origin) {
        return origin.id() != null && acknowledged.contains(new Frame(origin.session(), origin.id()));
    }

    /** Whether the caller was told that there is nobody: for all others there never was a call. */
    boolean neverWas() {
        return toInvite instanceof CallReply.Refused;
    }
}
