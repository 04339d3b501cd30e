package io.beckon.transport.whip;

import io.beckon.session.Answer;
import io.beckon.session.Session;
import io.beckon.transport.signaling.PolledSessions;
import io.beckon.transport.signaling.RequestFrame;
import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a participant says in its room. All on one thread, on which replies come, too. */
record Voice(Context context, PolledSessions sessions, Session session, Ground ground) implements Answering.Way {

    @Override
    public void say(JsonObject frame, BiConsumer<@Nullable Answer, @Nullable Throwable> then) {
        frame.put("room", ground.room().name());
        sessions.ask(session, RequestFrame.of(frame))
                .whenComplete((reply, failure) -> context.runOnContext(now -> then.accept(reply, failure)));
    }

    @Override
    public boolean isOpen() {
        return ground.isOpen(session.id());
    }

    @Override
    public boolean isHeard() {
        return ground.isHeard(session.id());
    }

    /** Says what needs no reply. */
    void say(JsonObject frame) {
        say(frame, (reply, failure) -> {});
    }

    /** @param to {@code null}: whoever answers */
    static JsonObject offer(String sdp, @Nullable String to, @Nullable String traceparent) {
        JsonObject frame = to(to, "offer").put("offer", description("offer", sdp));
        return traceparent == null ? frame : frame.put("traceparent", traceparent);
    }

    static JsonObject answer(String sdp, Ground.Offer offer) {
        return re(offer, "answer").put("answer", description("answer", sdp));
    }

    /** Takes an offer back. */
    static JsonObject rollback(@Nullable String to) {
        return to(to, "offer").put("offer", new JsonObject().put("type", "rollback"));
    }

    static JsonObject reject(Ground.Offer offer, String reason) {
        return re(offer, "reject").put("reason", reason);
    }

    /** Asks for an offer. */
    static JsonObject wish(String to) {
        return to(to, "message").put("data", new JsonObject().put("wants", "offer"));
    }

    static JsonObject candidate(JsonObject init, String to) {
        return to(to, "ice-candidate").put("candidate", init);
    }

    static JsonObject leave() {
        return to(null, "leave");
    }

    private static JsonObject description(String type, String sdp) {
        return new JsonObject().put("type", type).put("sdp", sdp);
    }

    private static JsonObject re(Ground.Offer offer, String type) {
        return to(offer.from(), type).put("pc", offer.pc()).put("re", offer.seq());
    }

    private static JsonObject to(@Nullable String peer, String type) {
        JsonObject frame = new JsonObject().put("type", type);
        return peer == null ? frame : frame.put("to", peer);
    }
}
