package io.beckon.records;

import io.beckon.call.CallProposal;
import io.beckon.call.Person;
import io.beckon.json.FrameWriter;
import io.beckon.json.JsonBytes;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Proposals of calls as records of their log. Whoever reads them passes over attributes that it does not know. Safe for use by
 * any number of threads.
 */
public final class CallCodec {

    /** The proposal's kind and version, as a CloudEvents type. */
    public String type(CallProposal proposal) {
        return CallKind.of(proposal).type();
    }

    /** As JSON. */
    public byte[] encode(CallProposal proposal) {
        return JsonBytes.of(json -> {
            json.writeStartObject();
            write(new FrameWriter(json), proposal);
            json.writeEndObject();
        });
    }

    private static void write(FrameWriter to, CallProposal proposal) throws IOException {
        switch (proposal) {
            case CallProposal.Framed framed -> {
                StateFields.write(to, framed.origin());
                writeFramed(to, framed);
            }
            case CallProposal.Ringing(var user, var userName) ->
                to.text("user", user).text("userName", userName);
            case CallProposal.Busy(var user, var userName) ->
                to.text("user", user).text("userName", userName);
            case CallProposal.NobodyAnswered over -> {}
            case CallProposal.TimeUp over -> {}
            case CallProposal.CallerMoved(var incarnation) -> StateFields.write(to, incarnation);
            case CallProposal.CallerGone(var incarnation) -> StateFields.write(to, incarnation);
            case CallProposal.Crossed(var user) -> to.text("user", user);
            case CallProposal.Stopped(var issuer, var by, var reason) ->
                to.text("issuer", issuer).text("by", by).text("reason", reason);
            case CallProposal.Over(var reason) -> to.text("reason", reason);
        }
    }

    private static void writeFramed(FrameWriter to, CallProposal.Framed framed) throws IOException {
        switch (framed) {
            case CallProposal.Invite invite ->
                to.object("caller", caller -> write(caller, invite.caller()))
                        .texts("callees", invite.callees())
                        .texts(
                                "alreadyRinging",
                                invite.alreadyRinging().stream().sorted().toList())
                        .whole("timeoutSeconds", invite.timeoutSeconds())
                        .whole("expiresAtMillis", invite.expiresAtMillis())
                        .flag("wakes", invite.wakes())
                        .raw(RecordFields.OPAQUE, invite.metadata());
            case CallProposal.Accept accept -> to.object("by", by -> write(by, accept.by()));
            case CallProposal.Decline decline ->
                to.object("by", by -> write(by, decline.by())).text("reason", decline.reason());
            case CallProposal.Cancel cancel -> {
                Person who = cancel.by();
                if (who != null) {
                    to.object("by", by -> write(by, who));
                }
                to.text("reason", cancel.reason());
            }
        }
    }

    private static void write(FrameWriter to, Person person) throws IOException {
        to.text("tenant", person.tenant()).text("user", person.user()).text("userName", person.userName());
        StateFields.write(to, person.rights());
    }

    /** @throws UnreadableRecord when this version cannot */
    public CallProposal decode(String type, byte[] json) throws UnreadableRecord {
        CallKind kind = CallKind.byType(type);
        if (kind == null) {
            throw new UnreadableRecord(UnreadableRecord.Kind.UNKNOWN_TYPE, type);
        }
        return read(kind, RecordFields.read(json));
    }

    private static CallProposal read(CallKind kind, RecordFields from) throws UnreadableRecord {
        return switch (kind) {
            case INVITE -> invite(from);
            case ACCEPT -> new CallProposal.Accept(StateFields.origin(from), person(from.object("by")));
            case DECLINE ->
                new CallProposal.Decline(StateFields.origin(from), person(from.object("by")), from.textIfAny("reason"));
            case CANCEL -> cancel(from);
            case RINGING -> new CallProposal.Ringing(from.text("user"), from.text("userName"));
            case BUSY -> new CallProposal.Busy(from.text("user"), from.text("userName"));
            case NOBODY_ANSWERED -> new CallProposal.NobodyAnswered();
            case TIME_UP -> new CallProposal.TimeUp();
            case CALLER_MOVED -> new CallProposal.CallerMoved(StateFields.incarnation(from));
            case CALLER_GONE -> new CallProposal.CallerGone(StateFields.incarnation(from));
            case CROSSED -> new CallProposal.Crossed(from.textIfAny("user"));
            case STOPPED -> new CallProposal.Stopped(from.text("issuer"), from.text("by"), from.text("reason"));
            case OVER -> new CallProposal.Over(from.text("reason"));
        };
    }

    /** Older records do not say who asks. */
    private static CallProposal.Cancel cancel(RecordFields from) throws UnreadableRecord {
        RecordFields by = from.objectIfAny("by");
        return new CallProposal.Cancel(
                StateFields.origin(from), by == null ? null : person(by), from.textIfAny("reason"));
    }

    private static CallProposal.Invite invite(RecordFields from) throws UnreadableRecord {
        List<String> callees = from.texts("callees");
        if (callees.isEmpty()) {
            throw RecordFields.garbled("calls nobody");
        }
        return new CallProposal.Invite(
                StateFields.origin(from),
                person(from.object("caller")),
                callees,
                Set.copyOf(from.texts("alreadyRinging")),
                from.number("timeoutSeconds"),
                from.whole("expiresAtMillis"),
                from.flag("wakes"),
                from.opaque(RecordFields.OPAQUE));
    }

    private static Person person(RecordFields from) throws UnreadableRecord {
        return new Person(from.text("tenant"), from.text("user"), from.text("userName"), StateFields.rights(from));
    }
}
