package io.beckon.records;

import io.beckon.audit.Fact;
import io.beckon.audit.MediaSummary;
import io.beckon.json.FrameWriter;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The members of facts, under the names of their components. */
final class FactWriter {

    /** Enums as on the wire: lower case, words joined by hyphens. */
    private static final ClassValue<String[]> NAMES = new ClassValue<>() {
        @Override
        protected String[] computeValue(Class<?> type) {
            Object[] constants = type.getEnumConstants();
            String[] names = new String[constants.length];
            for (int i = 0; i < names.length; i++) {
                names[i] =
                        ((Enum<?>) constants[i]).name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
            return names;
        }
    };

    private final FrameWriter json;

    FactWriter(FrameWriter json) {
        this.json = json;
    }

    private static String name(Enum<?> value) {
        return NAMES.get(value.getDeclaringClass())[value.ordinal()];
    }

    void write(Fact fact) throws IOException {
        switch (fact) {
            case Fact.OfNode ofNode -> write(ofNode);
            case Fact.OfLog ofLog -> write(ofLog);
        }
    }

    private void write(Fact.OfNode fact) throws IOException {
        switch (fact) {
            case Fact.SessionOpened it -> name("transport", it.transport()).name("encoding", it.encoding());
            case Fact.SessionResumed it -> text("provisional", it.provisional());
            case Fact.SessionRefreshed it -> {}
            case Fact.SessionEnded it ->
                name("why", it.why())
                        .flag("over", it.over())
                        .whole("closeCode", it.closeCode())
                        .whole("durationMillis", it.durationMillis());
            case Fact.Refusal refusal -> write(refusal);
            case Fact.GuestInvited it -> text("invitation", it.invitation()).whole("lifeSeconds", it.lifeSeconds());
            case Fact.GuestAdmitted it -> text("invitation", it.invitation());
            case Fact.GuestsDismissed it -> text("invitation", it.invitation());
            case Fact.Administered it ->
                text("action", it.action()).text("target", it.target()).text("reason", it.reason());
        }
    }

    private void write(Fact.Refusal fact) throws IOException {
        switch (fact) {
            case Fact.AuthenticationDenied it -> text("reason", it.reason());
            case Fact.AuthorizationDenied it -> text("what", it.what()).name("missing", it.missing());
            case Fact.OriginDenied it -> text("origin", it.origin()).text("own", it.own());
            case Fact.LimitHit it -> text("limit", it.limit());
            case Fact.FrameRefused it -> text("code", it.code()).text("frame", it.frame());
        }
        whole("count", fact.count());
    }

    private void write(Fact.OfLog fact) throws IOException {
        switch (fact) {
            case Fact.RoomOpened it -> name("pattern", it.pattern());
            case Fact.RoomClosed it -> {}
            case Fact.RoomLocked it -> {}
            case Fact.RoomUnlocked it -> {}
            case Fact.RoomDissolved it -> {}
            case Fact.ParticipantJoined it -> name("role", it.role());
            case Fact.ParticipantResumed it -> {}
            case Fact.ParticipantLeft it -> name("why", it.why());
            case Fact.ParticipantRemoved it ->
                text("peer", it.peer()).whole("barSeconds", it.barSeconds()).text("reason", it.reason());
            case Fact.RoleChanged it -> text("peer", it.peer()).name("role", it.role());
            case Fact.MuteRequested it -> text("peer", it.peer()).name("source", it.source());
            case Fact.Knocked it -> {}
            case Fact.KnockAnswered it -> text("user", it.user()).flag("admitted", it.admitted());
            case Fact.OrderCarriedOut it ->
                name("order", it.order())
                        .text("peer", it.peer())
                        .name("outcome", it.outcome())
                        .text("reason", it.reason());
            case Fact.OfSignaling signaling -> write(signaling);
            case Fact.OfCall call -> write(call);
        }
    }

    private void write(Fact.OfSignaling fact) throws IOException {
        switch (fact) {
            case Fact.OfferRelayed it ->
                text("to", it.to())
                        .text("pc", it.pc())
                        .whole("offer", it.offer())
                        .media(it.media());
            case Fact.AnswerRelayed it ->
                text("to", it.to())
                        .text("pc", it.pc())
                        .whole("offer", it.offer())
                        .flag("provisional", it.provisional())
                        .media(it.media());
            case Fact.CandidateRelayed it ->
                text("to", it.to())
                        .text("pc", it.pc())
                        .whole("offer", it.offer())
                        .whole("bytes", it.bytes())
                        .text("type", it.type());
            case Fact.MessageRelayed it -> text("to", it.to()).whole("bytes", it.bytes());
            case Fact.SignalRefused it -> text("frame", it.frame()).text("code", it.code());
            case Fact.NegotiationSettled it ->
                text("offerer", it.offerer())
                        .text("answerer", it.answerer())
                        .text("pc", it.pc())
                        .whole("offer", it.offer())
                        .name("outcome", it.outcome())
                        .whole("durationMillis", it.durationMillis());
            case Fact.TransportReported it ->
                text("peer", it.peer())
                        .text("pc", it.pc())
                        .whole("offer", it.offer())
                        .name("state", it.state());
        }
    }

    private void write(Fact.OfCall fact) throws IOException {
        switch (fact) {
            case Fact.CallStarted it ->
                text("call", it.call()).texts("callees", it.callees()).whole("timeoutSeconds", it.timeoutSeconds());
            case Fact.CallRinging it ->
                text("call", it.call()).text("callee", it.callee()).whole("durationMillis", it.durationMillis());
            case Fact.CallSettled it ->
                text("call", it.call())
                        .text("callee", it.callee())
                        .name("outcome", it.outcome())
                        .name("reason", it.reason())
                        .text("words", it.words())
                        .whole("durationMillis", it.durationMillis());
            case Fact.CallEnded it ->
                text("call", it.call()).name("reason", it.reason()).whole("durationMillis", it.durationMillis());
        }
    }

    private void media(MediaSummary media) throws IOException {
        json.object(
                "media",
                members -> new FactWriter(members)
                        .whole("bytes", media.bytes())
                        .texts("kinds", media.kinds())
                        .texts("codecs", media.codecs())
                        .texts("candidates", media.candidates())
                        .text("fingerprints", media.fingerprints()));
    }

    /** An identifier, words, a hash: each is its text. */
    private FactWriter text(String name, @Nullable Record value) throws IOException {
        json.text(name, value == null ? null : value.toString());
        return this;
    }

    private FactWriter texts(String name, List<?> values) throws IOException {
        json.textsIfAny(name, values);
        return this;
    }

    private FactWriter name(String name, @Nullable Enum<?> value) throws IOException {
        json.text(name, value == null ? null : name(value));
        return this;
    }

    private FactWriter flag(String name, boolean value) throws IOException {
        json.flag(name, value);
        return this;
    }

    private FactWriter whole(String name, long value) throws IOException {
        json.whole(name, value);
        return this;
    }

    private FactWriter whole(String name, @Nullable Number value) throws IOException {
        if (value != null) {
            json.whole(name, value.longValue());
        }
        return this;
    }
}
