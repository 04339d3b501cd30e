package io.beckon.records;

import io.beckon.json.FrameWriter;
import io.beckon.room.Incarnation;
import io.beckon.room.Origin;
import io.beckon.room.Provenance;
import io.beckon.room.Right;
import io.beckon.room.RoomRules;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What records of the log and of checkpoints have in common. */
final class StateFields {

    /** Not among the attributes of a record, but beside them. */
    static final String TRACEPARENT = "traceparent";

    private StateFields() {}

    static void write(FrameWriter fields, Incarnation incarnation) throws IOException {
        fields.whole("incarnation", incarnation.number()).text("instance", incarnation.instance());
    }

    static Incarnation incarnation(RecordFields fields) throws UnreadableRecord {
        return new Incarnation(fields.number("incarnation"), instance(fields));
    }

    /** Nodes make them, and there are few: each is kept once. */
    private static String instance(RecordFields fields) throws UnreadableRecord {
        return fields.text("instance").intern();
    }

    static void write(FrameWriter fields, Origin origin) throws IOException {
        fields.text("session", origin.session());
        write(fields, origin.incarnation());
        fields.text("id", origin.id()).whole("slot", origin.slot());
        Provenance known = origin.provenance();
        if (known != null) {
            fields.text("issuer", known.issuer()).text("address", known.address());
        }
    }

    static Origin origin(RecordFields fields) throws UnreadableRecord {
        return new Origin(
                fields.text("session"),
                incarnation(fields),
                fields.textIfAny("id"),
                fields.whole("slot"),
                provenance(fields),
                fields.textIfAny(TRACEPARENT));
    }

    /** Older records have none. Of issuers there are few: each is kept once. */
    private static @Nullable Provenance provenance(RecordFields fields) throws UnreadableRecord {
        String issuer = fields.textIfAny("issuer");
        String address = fields.textIfAny("address");
        return issuer == null && address == null
                ? null
                : new Provenance(issuer == null ? "" : issuer.intern(), address == null ? "" : address);
    }

    /** Always in the same order. */
    static void write(FrameWriter fields, Set<Right> rights) throws IOException {
        List<String> names = rights.stream().sorted().map(Right::wireName).toList();
        fields.texts("rights", names);
    }

    static Set<Right> rights(RecordFields fields) throws UnreadableRecord {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        for (String name : fields.texts("rights")) {
            rights.add(RecordFields.named("rights", name, Right.values(), Right::wireName));
        }
        return Collections.unmodifiableSet(rights);
    }

    static void write(FrameWriter fields, RoomRules rules) throws IOException {
        fields.object(
                "rules",
                to -> to.whole("version", rules.version())
                        .whole("mesh", rules.mesh())
                        .whole("sfu", rules.sfu())
                        .whole("mcu", rules.mcu())
                        .whole("broadcast", rules.broadcast())
                        .whole("maxHosts", rules.maxHosts())
                        .whole("rosterLimit", rules.rosterLimit()));
    }

    static RoomRules rules(RecordFields fields) throws UnreadableRecord {
        RecordFields rules = fields.object("rules");
        return new RoomRules(
                rules.number("version"),
                rules.number("mesh"),
                rules.number("sfu"),
                rules.number("mcu"),
                rules.number("broadcast"),
                rules.number("maxHosts"),
                rules.number("rosterLimit"));
    }

    /** A time that is not known, and a place of what was not there, is left out. */
    static @Nullable Long unlessZero(long value) {
        return value == 0 ? null : value;
    }

    /** 0 where it was left out: older checkpoints have none. */
    static long wholeOrZero(RecordFields fields, String name) throws UnreadableRecord {
        Long value = fields.wholeIfAny(name);
        return value == null ? 0 : value;
    }
}
