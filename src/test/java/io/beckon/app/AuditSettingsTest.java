package io.beckon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.audit.seal.Signer;
import io.beckon.audit.seal.TestKeys;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditSettingsTest {

    @TempDir
    Path directory;

    private static Signer signer(String key) {
        return new AuditSettings(new Config(key, null)).signer();
    }

    private static String pem() throws GeneralSecurityException {
        return TestKeys.privatePem(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    }

    @Test
    void theKeyIsInAFileOrInTheConfigurationItself() throws IOException, GeneralSecurityException {
        String pem = pem();
        String id = Signer.ofPem(pem).keyId();
        Path file = Files.writeString(directory.resolve("audit.key"), pem);
        assertEquals(id, signer(file.toString()).keyId());
        assertEquals(id, signer(pem).keyId());
        assertEquals(id, signer(pem.replace("\n", " ")).keyId());
    }

    @Test
    void whatIsWrongWithAKeyDoesNotShowIt() throws GeneralSecurityException {
        String pem = pem();
        String secret = pem.lines().skip(1).findFirst().orElseThrow().substring(10);
        for (String wrong : new String[] {pem.replace("-----END", "---END"), pem.replace("PRIVATE", "PUBLIC")}) {
            String said =
                    assertThrows(Misconfiguration.class, () -> signer(wrong)).toString();
            assertTrue(said.contains("beckon.audit.signing-key"), said);
            assertFalse(said.contains(secret), said);
        }
    }

    @Test
    void aNodeAloneWithoutAFileKeepsNoTrail() {
        AuditSettings without = new AuditSettings(new Config("", null));
        AuditSettings with = new AuditSettings(new Config("", "audit.jsonl"));
        assertTrue(without.hint(BeckonConfig.Log.IN_PROCESS).orElseThrow().contains("beckon.audit.file"));
        assertEquals(Optional.empty(), without.hint(BeckonConfig.Log.KAFKA));
        assertEquals(Optional.empty(), with.hint(BeckonConfig.Log.IN_PROCESS));
    }

    /** All as by default, but for these. */
    private record Config(String key, @Nullable String path) implements BeckonConfig.Audit {
        @Override
        public BeckonConfig.Addresses addresses() {
            return BeckonConfig.Addresses.TRUNCATED;
        }

        @Override
        public BeckonConfig.UserNames users() {
            return BeckonConfig.UserNames.NAMED;
        }

        @Override
        public Optional<String> file() {
            return Optional.ofNullable(path);
        }

        @Override
        public MemorySize fileBytes() {
            return new MemorySize(BigInteger.valueOf(1 << 26));
        }

        @Override
        public int filesKept() {
            return 10;
        }

        @Override
        public Optional<String> signingKey() {
            return Optional.of(key);
        }

        @Override
        public Optional<String> captureKey() {
            return Optional.empty();
        }
    }
}
