package io.beckon.protocol;

import io.beckon.json.FrameWriter;
import io.beckon.protocol.ServerMessage.Call;
import io.beckon.protocol.ServerMessage.ResumedCall;
import io.beckon.room.CallPerson;
import java.io.IOException;
import java.util.List;

/** The members of frames that concern a call. */
final class CallFrames {

    private CallFrames() {}

    static void call(FrameWriter frame, Call call) throws IOException {
        frame.text("id", call.id()).text("call", call.call()).object("from", from -> person(from, call.from()));
        to(frame, call.to());
        frame.text("room", call.room()).text("reason", call.reason());
        if (call.expiresAt() != null) {
            frame.instant("expiresAt", call.expiresAt());
        }
        if (call.metadata() != null) {
            frame.raw("metadata", call.metadata());
        }
    }

    static void resumed(FrameWriter frame, ResumedCall call) throws IOException {
        frame.text("call", call.call()).text("state", call.state()).object("from", from -> person(from, call.from()));
        to(frame, call.to());
        frame.text("room", call.room());
    }

    /** One is an object, several are a list. */
    private static void to(FrameWriter frame, List<CallPerson> to) throws IOException {
        if (to.size() == 1) {
            frame.object("to", one -> person(one, to.getFirst()));
        } else {
            frame.objects("to", to, CallFrames::person);
        }
    }

    private static void person(FrameWriter frame, CallPerson person) throws IOException {
        frame.text("user", person.user()).text("name", person.name());
    }
}
