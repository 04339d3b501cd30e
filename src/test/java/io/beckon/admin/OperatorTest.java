package io.beckon.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.beckon.audit.AddressPolicy;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.Journal;
import io.beckon.audit.Missing;
import io.beckon.identity.Approach;
import io.beckon.identity.Callers;
import io.beckon.room.Right;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperatorTest {

    private final List<AuditEvent> audited = new ArrayList<>();

    private Operator of(String tenant, Right... rights) {
        Journal journal = new Journal(audited::add, AddressPolicy.FULL, () -> "n", InstantSource.system());
        return new Operator(Callers.of(tenant, "anna", Set.of(rights)), "", true, Approach.UNKNOWN, journal);
    }

    @Test
    void whatConcernsAllTenantsIsForAdministratorsOfTheDefaultOneAndDenialsAreAudited() {
        of("default", Right.ADMINISTER).requireAllOfDefaultTenant("to do it");
        assertEquals(List.of(), audited);

        for (Operator refused : List.of(of("acme", Right.ADMINISTER), of("default", Right.JOIN))) {
            audited.clear();
            Refused refusal = assertThrows(Refused.class, () -> refused.requireAllOfDefaultTenant("to do it"));
            assertEquals(403, refusal.status());
            Fact expected = new Fact.AuthorizationDenied(new Id("to do it"), Missing.ADMINISTER, 1);
            assertEquals(
                    List.of(expected), audited.stream().map(AuditEvent::fact).toList());
        }
    }
}
