package io.beckon.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.beckon.Fills;
import io.beckon.archive.NothingKept;
import io.beckon.audit.AddressPolicy;
import io.beckon.audit.Journal;
import io.beckon.audit.file.FileArchive;
import io.beckon.identity.Approach;
import io.beckon.identity.Callers;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LookingBackTest {

    private final LookingBack past = new LookingBack(new FileArchive(null, 0));

    /** Of how many looks back auditors have heard. */
    private final AtomicInteger told = new AtomicInteger();

    private static Operator of(String tenant) {
        Journal journal = new Journal(event -> {}, AddressPolicy.FULL, () -> "n", InstantSource.system());
        return new Operator(Callers.of(tenant, "anna"), "", true, Approach.UNKNOWN, journal);
    }

    private int refusal(Operator operator, LookingBack.Reading<String> reading) {
        return assertThrows(Refused.class, () -> past.read(operator, told::incrementAndGet, reading))
                .status();
    }

    @Test
    @Fills("admin.LookingBack.MOST")
    void twoTenantsLookBackAtOnceEachOnce() {
        String seen = past.read(of("a"), told::incrementAndGet, archive -> {
            assertEquals(503, refusal(of("a"), again -> "seen"));
            return past.read(of("b"), told::incrementAndGet, second -> {
                assertEquals(503, refusal(of("c"), third -> "seen"));
                return "seen";
            });
        });
        assertEquals("seen", seen);
        assertEquals("seen", past.read(of("a"), told::incrementAndGet, archive -> "seen"));
    }

    @Test
    void whatCannotBeReadIsSaidAndGivesItsPlaceBack() {
        assertEquals(503, refusal(of("a"), archive -> {
            throw new IOException("no brokers");
        }));
        assertEquals(409, refusal(of("a"), archive -> {
            throw new NothingKept("no log");
        }));
        assertThrows(
                IllegalStateException.class,
                () -> past.read(of("a"), told::incrementAndGet, archive -> {
                    throw new IllegalStateException("a fault");
                }));
        assertEquals("seen", past.read(of("a"), told::incrementAndGet, archive -> "seen"));
    }

    @Test
    void ofWhoMayNotLookBackJustNowAuditorsAreNotToldThatTheyDid() {
        past.read(of("a"), told::incrementAndGet, archive -> {
            assertEquals(1, told.get(), "before anything is read");
            for (int i = 0; i < 100; i++) {
                assertEquals(503, refusal(of("a"), again -> "seen"));
            }
            return "seen";
        });
        assertEquals(1, told.get());
    }
}
