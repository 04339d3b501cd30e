package io.beckon.records;

import io.beckon.room.Proposal;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of records in the log of a room, each with its version as a CloudEvents type. */
enum ProposalKind {
    JOIN("join"),
    LEAVE("leave"),
    RESUME("resume"),
    OFFER("offer"),
    ROLLBACK("rollback"),
    ANSWER("answer"),
    REJECT("reject"),
    CANDIDATE("candidate"),
    REPORT_TRANSPORT("report-transport"),
    MESSAGE("message"),
    UPDATE("update"),
    KICK("kick"),
    SET_ROLE("set-role"),
    MUTE("mute"),
    KNOCK("knock"),
    ANSWER_KNOCK("answer-knock"),
    LOCK("lock"),
    UNLOCK("unlock"),
    CLOSE("close"),
    HANG_UP("hang-up"),
    OPEN_CALL("open-call"),
    ORDER("order"),
    ENTITLE("entitle"),
    DISCONNECTED("disconnected"),
    INSTANCE_LOST("instance-lost"),
    WINDOW_ELAPSED("window-elapsed"),
    NEGOTIATION_TIMED_OUT("negotiation-timed-out"),
    BAR_ENDED("bar-ended"),
    KNOCK_ENDED("knock-ended");

    private static final Map<String, ProposalKind> BY_TYPE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(ProposalKind::type, Function.identity()));

    private final String type;

    ProposalKind(String name) {
        this.type = "io.beckon.room." + name + ".v1";
    }

    String type() {
        return type;
    }

    static @Nullable ProposalKind byType(String type) {
        return BY_TYPE.get(type);
    }

    static ProposalKind of(Proposal proposal) {
        return switch (proposal) {
            case Proposal.Join join -> JOIN;
            case Proposal.Leave leave -> LEAVE;
            case Proposal.Resume resume -> RESUME;
            case Proposal.Offer offer -> OFFER;
            case Proposal.Rollback rollback -> ROLLBACK;
            case Proposal.Answer answer -> ANSWER;
            case Proposal.Reject reject -> REJECT;
            case Proposal.Candidate candidate -> CANDIDATE;
            case Proposal.ReportTransport report -> REPORT_TRANSPORT;
            case Proposal.Message message -> MESSAGE;
            case Proposal.Update update -> UPDATE;
            case Proposal.Kick kick -> KICK;
            case Proposal.SetRole setRole -> SET_ROLE;
            case Proposal.Mute mute -> MUTE;
            case Proposal.Knock knock -> KNOCK;
            case Proposal.AnswerKnock answer -> ANSWER_KNOCK;
            case Proposal.Lock lock -> LOCK;
            case Proposal.Unlock unlock -> UNLOCK;
            case Proposal.Close close -> CLOSE;
            case Proposal.HangUp hangUp -> HANG_UP;
            case Proposal.OpenCall open -> OPEN_CALL;
            case Proposal.Order order -> ORDER;
            case Proposal.Entitle entitle -> ENTITLE;
            case Proposal.Disconnected disconnected -> DISCONNECTED;
            case Proposal.InstanceLost lost -> INSTANCE_LOST;
            case Proposal.WindowElapsed elapsed -> WINDOW_ELAPSED;
            case Proposal.NegotiationTimedOut timedOut -> NEGOTIATION_TIMED_OUT;
            case Proposal.BarEnded ended -> BAR_ENDED;
            case Proposal.KnockEnded ended -> KNOCK_ENDED;
        };
    }
}
