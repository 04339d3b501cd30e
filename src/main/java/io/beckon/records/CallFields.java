package io.beckon.records;

import io.beckon.json.FrameWriter;
import io.beckon.room.Applicant;
import io.beckon.room.CallHead;
import io.beckon.room.CallParty;
import io.beckon.room.CallPerson;
import io.beckon.room.Json;
import io.beckon.room.Proposal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What records of the log and of checkpoints say of the calls that rooms are for. */
final class CallFields {

    private CallFields() {}

    static void write(FrameWriter fields, Proposal.OpenCall open) throws IOException {
        fields.text("call", open.call());
        StateFields.write(fields, open.rules());
        fields.objects("parties", open.parties(), CallFields::party);
    }

    static Proposal openCall(RecordFields fields) throws UnreadableRecord {
        List<CallParty> parties = new ArrayList<>();
        for (RecordFields party : fields.objects("parties")) {
            parties.add(party(party));
        }
        if (parties.isEmpty()) {
            throw RecordFields.garbled("parties are missing");
        }
        return new Proposal.OpenCall(fields.text("call"), parties, StateFields.rules(fields));
    }

    private static void party(FrameWriter to, CallParty party) throws IOException {
        Applicant applicant = party.applicant();
        to.text("session", party.session());
        StateFields.write(to, party.incarnation());
        to.text("peer", applicant.peer()).text("user", applicant.user()).text("userName", applicant.userName());
        StateFields.write(to, applicant.rights());
    }

    private static CallParty party(RecordFields from) throws UnreadableRecord {
        Applicant applicant = new Applicant(
                from.text("peer"),
                from.text("user"),
                from.text("userName"),
                StateFields.rights(from),
                null,
                null,
                Json.EMPTY_OBJECT,
                false);
        return new CallParty(from.text("session"), StateFields.incarnation(from), applicant);
    }

    static void write(FrameWriter fields, @Nullable CallHead call) throws IOException {
        if (call != null) {
            fields.object("call", to -> {
                to.text("call", call.call());
                to.object("from", from -> person(from, call.from()));
                to.objects("to", call.to(), CallFields::person);
                to.texts("sessions", call.sessions().stream().sorted().toList());
                to.whole("over", call.over());
                to.whole("opened", StateFields.unlessZero(call.opened()));
            });
        }
    }

    static @Nullable CallHead headIfAny(RecordFields fields) throws UnreadableRecord {
        RecordFields call = fields.objectIfAny("call");
        if (call == null) {
            return null;
        }
        List<CallPerson> to = new ArrayList<>();
        for (RecordFields person : call.objects("to")) {
            to.add(person(person));
        }
        return new CallHead(
                call.text("call"),
                person(call.object("from")),
                to,
                Set.copyOf(call.texts("sessions")),
                call.whole("over"),
                StateFields.wholeOrZero(call, "opened"));
    }

    private static void person(FrameWriter to, CallPerson person) throws IOException {
        to.text("user", person.user()).text("name", person.name());
    }

    private static CallPerson person(RecordFields from) throws UnreadableRecord {
        return new CallPerson(from.text("user"), from.text("name"));
    }
}
