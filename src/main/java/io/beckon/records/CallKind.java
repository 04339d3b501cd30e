package io.beckon.records;

import io.beckon.call.CallProposal;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of records of a call, each with its version as a CloudEvents type. */
enum CallKind {
    INVITE("invite"),
    ACCEPT("accept"),
    DECLINE("decline"),
    CANCEL("cancel"),
    RINGING("ringing"),
    BUSY("busy"),
    NOBODY_ANSWERED("nobody-answered"),
    TIME_UP("time-up"),
    CALLER_MOVED("caller-moved"),
    CALLER_GONE("caller-gone"),
    CROSSED("crossed"),
    STOPPED("stopped"),
    OVER("over");

    private static final Map<String, CallKind> BY_TYPE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(CallKind::type, Function.identity()));

    private final String type;

    CallKind(String name) {
        this.type = "io.beckon.call." + name + ".v1";
    }

    String type() {
        return type;
    }

    static @Nullable CallKind byType(String type) {
        return BY_TYPE.get(type);
    }

    static CallKind of(CallProposal proposal) {
        return switch (proposal) {
            case CallProposal.Invite invite -> INVITE;
            case CallProposal.Accept accept -> ACCEPT;
            case CallProposal.Decline decline -> DECLINE;
            case CallProposal.Cancel cancel -> CANCEL;
            case CallProposal.Ringing ringing -> RINGING;
            case CallProposal.Busy busy -> BUSY;
            case CallProposal.NobodyAnswered over -> NOBODY_ANSWERED;
            case CallProposal.TimeUp over -> TIME_UP;
            case CallProposal.CallerMoved moved -> CALLER_MOVED;
            case CallProposal.CallerGone gone -> CALLER_GONE;
            case CallProposal.Crossed crossed -> CROSSED;
            case CallProposal.Stopped stopped -> STOPPED;
            case CallProposal.Over over -> OVER;
        };
    }
}
