package io.beckon.app;

import io.beckon.audit.AuditRecord;
import io.beckon.audit.AuditTrail;
import io.beckon.identity.Caller;
import io.beckon.identity.NamePattern;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import io.beckon.transport.Gate;
import java.time.InstantSource;

/** Has auditors hear of those whom no edge lets in. */
record TurnedAway(AuditTrail audit, InstantSource clock) implements Gate.Witness {

    @Override
    public void denied(Caller caller) {
        audit.add(new AuditRecord.Denied(
                clock.instant(),
                new RoomKey(caller.tenant(), NamePattern.ANY.text()),
                caller.issuer(),
                caller.user(),
                "",
                Right.JOIN,
                "to use the service"));
    }

    @Override
    public void foreign(String origin, String own) {
        audit.add(new AuditRecord.Foreign(clock.instant(), origin, own, 1));
    }
}
