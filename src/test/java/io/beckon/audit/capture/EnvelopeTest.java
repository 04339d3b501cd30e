package io.beckon.audit.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.beckon.audit.seal.TestKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    private static final KeyPair PAIR = TestKeys.onCurve();

    private final Envelope envelope = Envelope.ofPem(TestKeys.publicPem(PAIR));
    private final Opener opener = Opener.ofPem(TestKeys.privatePem(PAIR));

    private static byte[] line(int bytes) {
        byte[] line = new byte[bytes];
        new Random(bytes).nextBytes(line);
        return line;
    }

    @Test
    void whoHasThePrivateKeyReadsWhatWasSealed() throws IOException {
        byte[] secret = "{\"sdp\":\"a=ice-pwd:marked\"}\n".getBytes(UTF_8);
        byte[] sealed = envelope.seal(List.of(secret)).getFirst();
        assertArrayEquals(secret, opener.open(sealed));
        assertFalse(new String(sealed, UTF_8).contains("marked"));
        assertNotEquals(
                new String(sealed, UTF_8),
                new String(envelope.seal(List.of(secret)).getFirst(), UTF_8));
    }

    @Test
    void envelopesAreOfBoundedSizeAndKeepTheOrder() throws IOException {
        List<byte[]> lines = Stream.of(100_000, 100_000, 100_000, 600_000, 5, 6)
                .map(EnvelopeTest::line)
                .toList();
        List<byte[]> sealed = envelope.seal(lines);
        assertEquals(4, sealed.size());
        ByteArrayOutputStream wanted = new ByteArrayOutputStream();
        lines.forEach(wanted::writeBytes);
        ByteArrayOutputStream opened = new ByteArrayOutputStream();
        for (byte[] each : sealed) {
            opened.writeBytes(opener.open(each));
        }
        assertArrayEquals(wanted.toByteArray(), opened.toByteArray());
        assertEquals(List.of(), envelope.seal(List.of()));
    }

    @Test
    void anotherKeyOpensNothing() {
        byte[] sealed = envelope.seal(List.of(line(10))).getFirst();
        Opener other = Opener.ofPem(TestKeys.privatePem(TestKeys.onCurve()));
        assertThrows(IOException.class, () -> other.open(sealed));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void whatWasChangedIsNotOpened(int part) {
        String[] parts = new String(envelope.seal(List.of(line(10))).getFirst(), UTF_8).split("\\.");
        char first = parts[part].charAt(0);
        parts[part] = (first == 'A' ? 'B' : 'A') + parts[part].substring(1);
        assertThrows(
                IOException.class, () -> opener.open(String.join(".", parts).getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b.c", "no envelope", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0.AA.AA.AA.AA"})
    void whatIsNoEnvelopeIsNotOpened(String text) {
        assertThrows(IOException.class, () -> opener.open(text.getBytes(UTF_8)));
    }

    @Test
    void keysOfAnotherKindAreRefused() throws NoSuchAlgorithmException {
        KeyPair signing = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String publicPem = TestKeys.publicPem(signing);
        String privatePem = TestKeys.privatePem(signing);
        assertThrows(IllegalArgumentException.class, () -> Envelope.ofPem(publicPem));
        assertThrows(IllegalArgumentException.class, () -> Opener.ofPem(privatePem));
        assertThrows(IllegalArgumentException.class, () -> Envelope.ofPem("nothing"));
    }
}
