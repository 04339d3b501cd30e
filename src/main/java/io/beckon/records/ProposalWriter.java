package io.beckon.records;

import io.beckon.json.FrameWriter;
import io.beckon.json.JsonBytes;
import io.beckon.room.Applicant;
import io.beckon.room.Json;
import io.beckon.room.Pattern;
import io.beckon.room.Proposal;
import io.beckon.room.Role;
import io.beckon.sdp.SectionName;
import io.beckon.sdp.SessionDescription;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The two parts of a proposal's record: the attributes by which it is applied, and the data that its receivers get. */
final class ProposalWriter {

    private ProposalWriter() {}

    static byte[] attributes(Proposal proposal) {
        return JsonBytes.of(json -> {
            json.writeStartObject();
            write(new FrameWriter(json), proposal);
            json.writeEndObject();
        });
    }

    static Json data(Proposal proposal) {
        return switch (proposal) {
            case Proposal.Join join -> join.applicant().metadata();
            case Proposal.Offer offer -> offer.body();
            case Proposal.Rollback rollback -> rollback.body();
            case Proposal.Answer answer -> answer.body();
            case Proposal.Reject reject -> reject.body();
            case Proposal.Candidate candidate -> candidate.body();
            case Proposal.Message message -> message.body();
            case Proposal.Update update -> update.metadata() == null ? Json.EMPTY_OBJECT : update.metadata();
            case Proposal.Order order -> OrderFields.data(order);
            case Proposal.Leave leave -> Json.EMPTY_OBJECT;
            case Proposal.Resume resume -> Json.EMPTY_OBJECT;
            case Proposal.ReportTransport report -> Json.EMPTY_OBJECT;
            case Proposal.Kick kick -> Json.EMPTY_OBJECT;
            case Proposal.SetRole setRole -> Json.EMPTY_OBJECT;
            case Proposal.Mute mute -> Json.EMPTY_OBJECT;
            case Proposal.Knock knock -> Json.EMPTY_OBJECT;
            case Proposal.AnswerKnock answer -> Json.EMPTY_OBJECT;
            case Proposal.Lock lock -> Json.EMPTY_OBJECT;
            case Proposal.Unlock unlock -> Json.EMPTY_OBJECT;
            case Proposal.Close close -> Json.EMPTY_OBJECT;
            case Proposal.HangUp hangUp -> Json.EMPTY_OBJECT;
            case Proposal.OpenCall open -> Json.EMPTY_OBJECT;
            case Proposal.Entitle entitle -> Json.EMPTY_OBJECT;
            case Proposal.Disconnected disconnected -> Json.EMPTY_OBJECT;
            case Proposal.InstanceLost lost -> Json.EMPTY_OBJECT;
            case Proposal.WindowElapsed elapsed -> Json.EMPTY_OBJECT;
            case Proposal.NegotiationTimedOut timedOut -> Json.EMPTY_OBJECT;
            case Proposal.BarEnded ended -> Json.EMPTY_OBJECT;
            case Proposal.KnockEnded ended -> Json.EMPTY_OBJECT;
        };
    }

    private static void write(FrameWriter to, Proposal proposal) throws IOException {
        switch (proposal) {
            case Proposal.Framed framed -> {
                StateFields.write(to, framed.origin());
                framed(to, framed);
            }
            case Proposal.OpenCall open -> CallFields.write(to, open);
            case Proposal.Order order -> OrderFields.write(to, order);
            case Proposal.Entitle(var session, var incarnation, var rights) -> {
                to.text("session", session);
                StateFields.write(to, incarnation);
                StateFields.write(to, rights);
            }
            case Proposal.Disconnected(var session, var incarnation, var reason) -> {
                to.text("session", session).text("reason", reason.wireName());
                StateFields.write(to, incarnation);
            }
            case Proposal.InstanceLost(var instance) -> to.text("instance", instance);
            case Proposal.WindowElapsed(var session, var incarnation, var since) -> {
                to.text("session", session).whole("since", since);
                StateFields.write(to, incarnation);
            }
            case Proposal.NegotiationTimedOut(var offerer, var pc, var offer, var armed) ->
                to.text("offerer", offerer).text("pc", pc).whole("offer", offer).whole("armed", armed);
            case Proposal.BarEnded(var user, var since, var seconds) ->
                to.text("user", user).whole("since", since).whole("seconds", seconds);
            case Proposal.KnockEnded(var user, var since, var seconds) ->
                to.text("user", user).whole("since", since).whole("seconds", seconds);
        }
    }

    private static void framed(FrameWriter to, Proposal.Framed framed) throws IOException {
        switch (framed) {
            case Proposal.Join join -> join(to, join);
            case Proposal.Leave leave -> to.text("reason", leave.reason().wireName());
            case Proposal.Resume resume -> {
                to.text("user", resume.user());
                StateFields.write(to, resume.rights());
            }
            case Proposal.Offer offer -> {
                to.text("to", offer.to()).text("pc", offer.pc());
                description(to, offer.description());
            }
            case Proposal.Rollback rollback -> to.text("to", rollback.to()).text("pc", rollback.pc());
            case Proposal.Answer answer -> {
                to.text("to", answer.to()).text("pc", answer.pc()).whole("re", answer.re());
                to.flag("provisional", answer.provisional());
                description(to, answer.description());
            }
            case Proposal.Reject reject ->
                to.text("to", reject.to()).text("pc", reject.pc()).whole("re", reject.re());
            case Proposal.Candidate candidate -> {
                to.text("to", candidate.to()).text("pc", candidate.pc()).whole("re", candidate.re());
                to.text("usernameFragment", candidate.usernameFragment());
                section(to, candidate.section());
            }
            case Proposal.ReportTransport report ->
                to.text("peer", report.peer())
                        .text("pc", report.pc())
                        .text("state", report.state().wireName());
            case Proposal.Message message -> to.text("to", message.to());
            case Proposal.Update update ->
                to.text("name", update.name())
                        .flag("presents", update.metadata() != null)
                        .flag("answers", update.answers());
            case Proposal.Kick kick ->
                to.text("peer", kick.peer()).text("reason", kick.reason()).whole("barSeconds", kick.barSeconds());
            case Proposal.SetRole setRole ->
                to.text("peer", setRole.peer()).text("role", setRole.role().wireName());
            case Proposal.HangUp hangUp -> to.text("reason", hangUp.reason());
            case Proposal.Mute mute ->
                to.text("peer", mute.peer()).text("source", mute.source().wireName());
            case Proposal.Knock knock -> {
                to.text("user", knock.user()).text("userName", knock.userName()).text("name", knock.name());
                StateFields.write(to, knock.rights());
            }
            case Proposal.AnswerKnock answer -> to.text("user", answer.user()).flag("admits", answer.admits());
            case Proposal.Lock lock -> {}
            case Proposal.Unlock unlock -> {}
            case Proposal.Close close -> {}
        }
    }

    private static void join(FrameWriter to, Proposal.Join join) throws IOException {
        Applicant applicant = join.applicant();
        Pattern pattern = join.pattern();
        Role role = applicant.role();
        to.text("peer", applicant.peer())
                .text("user", applicant.user())
                .text("userName", applicant.userName())
                .text("name", applicant.name())
                .text("role", role == null ? null : role.wireName())
                .flag("answers", applicant.answers())
                .text("pattern", pattern == null ? null : pattern.wireName())
                .text("replaces", join.replaces());
        StateFields.write(to, applicant.rights());
        StateFields.write(to, join.rules());
    }

    /** What the state keeps of it; its candidates were looked at by the edge. */
    private static void section(FrameWriter to, @Nullable SectionName section) throws IOException {
        if (section != null) {
            to.text("mid", section.mid()).whole("index", section.mid() == null ? (long) section.index() : null);
        }
    }

    private static void description(FrameWriter to, SessionDescription description) throws IOException {
        to.whole("sessionId", description.sessionId())
                .whole("sessionVersion", description.sessionVersion())
                .whole("mediaSections", description.mediaSections())
                .texts("usernameFragments", description.usernameFragments());
        PartWriter.outline(to, description.outline());
    }
}
