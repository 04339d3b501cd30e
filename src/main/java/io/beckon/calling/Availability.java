package io.beckon.calling;

import io.beckon.call.Call;
import io.beckon.call.CallBook;
import io.beckon.call.CallProposal;
import io.beckon.log.Instances;
import io.beckon.room.RoomKey;
import io.beckon.session.Session;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a call can ring here. The owner of the book and the devices guards it. */
record Availability(CallBook book, Devices devices, Instances instances, boolean talkingIsBusy) {

    /** What this node has to say of a callee who waits: there are devices here, or there are and they are not to ring. */
    @Nullable CallProposal of(Call call, String user) {
        List<Session> here =
                devices.of(call.tenant(), user, Set.of(call.caller().session()));
        if (here.isEmpty()) {
            return null;
        }
        String name = here.getFirst().caller().name();
        return talkingIsBusy && isTalking(call.tenant(), user, here)
                ? new CallProposal.Busy(user, name)
                : new CallProposal.Ringing(user, name);
    }

    private boolean isTalking(String tenant, String user, List<Session> here) {
        return here.stream()
                        .anyMatch(session -> session.membership().all().stream().anyMatch(RoomKey::isOfCall))
                || book.talking(tenant, user).stream().anyMatch(call -> !isOrphaned(call));
    }

    /** Whether all parties were on processes that are lost: nobody may be left to say that it is over. */
    boolean isOrphaned(Call call) {
        return CallRooms.parties(call).stream()
                .allMatch(party -> instances.isLost(party.incarnation().instance()));
    }
}
