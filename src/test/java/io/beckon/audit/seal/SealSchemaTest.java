package io.beckon.audit.seal;

import io.beckon.records.AuditRecord;
import io.beckon.records.AuditSchemas;
import io.beckon.records.Seal;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SealSchemaTest {

    @Test
    void sealsAreAsPublished() {
        for (Signer signer : Arrays.asList(null, SealedRecords.SIGNER)) {
            Sealing sealing = new Sealing("signaling.audit-3", signer, null);
            sealing.add(new byte[Seal.LEAF_BYTES], 17);
            sealing.add(new byte[Seal.LEAF_BYTES], 19);
            AuditRecord seal = sealing.seal(Instant.EPOCH).record();
            AuditSchemas.check(seal.type(), seal.data());
        }
    }
}
