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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditSettingsTest {

    @TempDir
    Path directory;

    private static Signer signer(String key) {
        return new AuditSettings(new Config(key)).signer();
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

    /** All as by default, but for the key. */
    private record Config(String key) implements BeckonConfig.Audit {
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
            return Optional.empty();
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
