package io.beckon.calling;

import io.beckon.call.Call;
import io.beckon.call.CallAudience;
import io.beckon.call.CallEvent;
import io.beckon.call.CallNotice;
import io.beckon.call.CallReply;
import io.beckon.call.Callee;
import io.beckon.room.Origin;
import io.beckon.session.Session;
import io.beckon.session.Sessions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings what a call's record has led to, to the sessions here that it concerns. The owner of the devices guards it. */
record CallNotices(Sessions sessions, Devices devices, Lines lines) {

    /** @param call {@code null} when there is none, and so nothing but refusals */
    void tell(@Nullable Call call, CallNotice notice) {
        switch (notice) {
            case CallNotice.Replied(var origin, var reply) -> reply(call, origin, reply);
            case CallNotice.Told(var audience, var callee, var event) -> {
                if (call != null) {
                    receivers(audience).forEach(session -> tell(session, call, callee, event));
                }
            }
        }
    }

    private void reply(@Nullable Call call, Origin origin, CallReply reply) {
        Session sender = sessions.bySlot(origin.slot());
        if (sender != null && sender.instance().equals(origin.incarnation().instance())) {
            sender.callReplies().settle(origin.slot(), CallWording.reply(call, origin, reply));
        }
    }

    private List<Session> receivers(CallAudience audience) {
        return switch (audience) {
            case CallAudience.Session(var id) -> {
                Session session = sessions.connected(id);
                yield session == null ? List.of() : List.of(session);
            }
            case CallAudience.Devices(var tenant, var user, var except) -> devices.of(tenant, user, except);
        };
    }

    private void tell(Session session, Call call, Callee callee, CallEvent event) {
        boolean known =
                event instanceof CallEvent.Accepted && !lines.learnsOfAcceptance(session, call.id(), callee.user());
        if (!known) {
            session.send(CallWording.event(call, callee, event));
        }
    }
}
