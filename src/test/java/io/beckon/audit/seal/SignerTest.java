package io.beckon.audit.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.ExternalTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignerTest {

    private static final byte[] MESSAGE = "what is signed".getBytes(UTF_8);

    @TempDir
    Path directory;

    @Test
    void thePublicKeyIsFoundFromThePrivateOne() throws NoSuchAlgorithmException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signer signer = Signer.ofPem(TestKeys.privatePem(pair));
        assertEquals(pair.getPublic(), signer.publicKey());
        assertEquals(PublicKeys.id(pair.getPublic()), signer.keyId());
    }

    @Test
    void signaturesAreOfOneKeyAndOneMessage() {
        Signer signer = SealedRecords.SIGNER;
        PublicKeys keys = PublicKeys.of(signer.publicKey(), SealedRecords.OTHER.publicKey());
        byte[] signature = signer.sign(MESSAGE);
        assertTrue(keys.verifies(signer.keyId(), MESSAGE, signature));
        assertFalse(keys.verifies(SealedRecords.OTHER.keyId(), MESSAGE, signature));
        assertFalse(keys.verifies(signer.keyId(), "what was not".getBytes(UTF_8), signature));
        assertFalse(keys.verifies(signer.keyId(), MESSAGE, new byte[1]));
    }

    /** As docs/audit.md says. */
    @Test
    void keysAreMadeByOpenssl() throws IOException, InterruptedException {
        Path tool = ExternalTool.OPENSSL.require();
        Path secret = directory.resolve("audit.key");
        Path open = directory.resolve("audit.pub");
        openssl(tool, "genpkey", "-algorithm", "ed25519", "-out", secret.toString());
        openssl(tool, "pkey", "-in", secret.toString(), "-pubout", "-out", open.toString());
        Signer signer = Signer.ofFile(secret);
        assertTrue(PublicKeys.ofFiles(List.of(open)).verifies(signer.keyId(), MESSAGE, signer.sign(MESSAGE)));
    }

    private static void openssl(Path tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertEquals(0, process.waitFor());
    }

    @Test
    void whatIsNoKeyIsRefusedAndNotShown() throws IOException {
        assertThrows(IllegalArgumentException.class, () -> Signer.ofPem("secret"));
        String other = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----";
        assertFalse(assertThrows(IllegalArgumentException.class, () -> Signer.ofPem(other))
                .getMessage()
                .contains("c2VjcmV0"));
        Path file = Files.writeString(directory.resolve("no.pub"), other);
        String message = assertThrows(IllegalArgumentException.class, () -> PublicKeys.ofFiles(List.of(file)))
                .getMessage();
        assertTrue(message.contains("no.pub"), message);
    }
}
