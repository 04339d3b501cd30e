package io.beckon.calling;

import io.beckon.call.Call;
import io.beckon.call.CallEvent;
import io.beckon.call.CallRefusal;
import io.beckon.call.CallReply;
import io.beckon.call.CallState;
import io.beckon.call.Callee;
import io.beckon.call.CalleeState;
import io.beckon.call.Person;
import io.beckon.following.Wording;
import io.beckon.protocol.CallNews;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.CallPerson;
import io.beckon.room.Origin;
import io.beckon.room.RoomKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How what becomes of a call is said on the wire. */
public final class CallWording {

    private CallWording() {}

    static CallPerson from(Call call) {
        Person person = call.caller().person();
        return new CallPerson(person.user(), person.userName());
    }

    /** Somebody whom no node knows goes by the id. */
    static CallPerson to(Callee callee) {
        String name = callee.name();
        return new CallPerson(callee.user(), name == null ? callee.user() : name);
    }

    public static RoomKey room(Call call) {
        return RoomKey.ofCall(call.tenant(), call.id());
    }

    /** @param call {@code null} when there is none: then it is a refusal */
    static @Nullable ServerMessage reply(@Nullable Call call, Origin origin, CallReply reply) {
        String id = origin.id();
        return switch (reply) {
            case CallReply.Calling calling -> calling(Objects.requireNonNull(call), id, calling);
            case CallReply.Acknowledged ack -> id == null ? null : new ServerMessage.Ack(id, null, null);
            case CallReply.Refused refused -> refused(id, refused.refusal());
        };
    }

    private static ServerMessage calling(Call call, @Nullable String id, CallReply.Calling calling) {
        return new ServerMessage.Call(
                CallNews.CALLING,
                id,
                call.id(),
                from(call),
                everybody(call),
                null,
                null,
                Instant.ofEpochMilli(calling.expiresAtMillis()),
                null);
    }

    static ServerMessage.ErrorMessage refused(@Nullable String id, CallRefusal refusal) {
        return switch (refusal) {
            case NO_SUCH_USER ->
                Wording.error(
                        id, null, ErrorCode.NO_SUCH_USER, "there is nobody of that id who can be reached", "user");
            case NO_SUCH_CALL ->
                Wording.error(id, null, ErrorCode.NO_SUCH_CALL, "there is no such call of yours", "call");
            case WRONG_STATE ->
                Wording.error(id, null, ErrorCode.WRONG_STATE, "the call is not in a state for that", "call");
        };
    }

    static ServerMessage event(Call call, Callee callee, CallEvent event) {
        return switch (event) {
            case CallEvent.Incoming incoming -> incoming(call, callee);
            case CallEvent.Rang rang -> news(CallNews.RINGING, call, callee, null);
            case CallEvent.Accepted accepted -> accepted(call.id(), from(call), to(callee), room(call));
            case CallEvent.AnsweredElsewhere elsewhere -> news(CallNews.ANSWERED_ELSEWHERE, call, callee, null);
            case CallEvent.Declined declined -> news(CallNews.DECLINED, call, callee, declined.reason());
            case CallEvent.Busy busy -> news(CallNews.BUSY, call, callee, null);
            case CallEvent.NoAnswer late -> news(CallNews.NO_ANSWER, call, callee, null);
            case CallEvent.Cancelled cancelled -> news(CallNews.CANCELLED, call, callee, cancelled.reason());
        };
    }

    static WakeUp.Summons summons(Call call, List<String> users) {
        return new WakeUp.Summons(
                call.id(),
                call.tenant(),
                from(call),
                users,
                Instant.ofEpochMilli(call.invite().expiresAtMillis()),
                call.invite().metadata());
    }

    static ServerMessage accepted(String call, CallPerson from, CallPerson to, RoomKey room) {
        return new ServerMessage.Call(CallNews.ACCEPTED, null, call, from, List.of(to), room.name(), null, null, null);
    }

    static ServerMessage ended(Call call, String reason) {
        List<CallPerson> to = call.callees().stream()
                .filter(callee -> callee.state() == CalleeState.ACCEPTED)
                .map(CallWording::to)
                .toList();
        return new ServerMessage.Call(CallNews.ENDED, null, call.id(), from(call), to, null, reason, null, null);
    }

    static ServerMessage incoming(Call call, Callee callee) {
        return new ServerMessage.Call(
                CallNews.INCOMING_CALL,
                null,
                call.id(),
                from(call),
                List.of(to(callee)),
                null,
                null,
                Instant.ofEpochMilli(call.invite().expiresAtMillis()),
                call.invite().metadata());
    }

    private static ServerMessage news(CallNews news, Call call, Callee callee, @Nullable String reason) {
        return new ServerMessage.Call(news, null, call.id(), from(call), List.of(to(callee)), null, reason, null, null);
    }

    /** As the user of a session that has come back is told; the room only if this very session is in it. */
    static ServerMessage.ResumedCall resumed(Call call, String session) {
        boolean talks = call.state() == CallState.ACCEPTED && call.isParty(session);
        return new ServerMessage.ResumedCall(
                call.id(),
                switch (call.state()) {
                    case INVITING -> "calling";
                    case RINGING -> "ringing";
                    case ACCEPTED -> "accepted";
                    case ENDED -> "ended";
                },
                from(call),
                everybody(call),
                talks ? room(call).name() : null);
    }

    private static List<CallPerson> everybody(Call call) {
        return call.callees().stream().map(CallWording::to).toList();
    }
}
