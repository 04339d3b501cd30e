package io.beckon.calling;

import io.beckon.call.CallProposal;
import io.beckon.following.CallEndings;
import io.beckon.room.CallHead;
import io.beckon.room.RoomKey;
import io.beckon.session.Sessions;

/** What has ended in a call's room has ended in the log of calls, too: the nodes of those who were in it say so. */
public record EndedCalls(Sessions sessions, CallRecords records) implements CallEndings {

    @Override
    public void callEnded(RoomKey room, CallHead call, String reason) {
        if (call.sessions().stream().anyMatch(session -> sessions.connected(session) != null)) {
            records.say(call.call(), new CallProposal.Over(reason));
        }
    }
}
