package io.beckon.audit.capture;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.beckon.audit.seal.Pem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

/**
 * Encrypts lines for whoever has the private key: JWE in compact serialization (RFC 7516), by a content key of its own each (AES-256-GCM)
 * that is wrapped by ECDH-ES on P-256 (RFC 7518, section 4.6). What is encrypted is the lines under gzip. Safe for use by several threads.
 */
public final class Envelope {

    /** Of lines in one envelope, unless one alone is longer. */
    public static final int MOST_BYTES = 256 * 1024;

    static final String CURVE_KEYS = "EC";
    static final String CONTENT = "application/gzip";

    private final PublicKey key;

    private Envelope(PublicKey key) {
        this.key = key;
    }

    /**
     * To the owner of a key: X.509 in PEM, as {@code openssl pkey -pubout} writes it.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when it has no public key on P-256
     */
    public static Envelope ofFile(Path pem) throws IOException {
        return ofPem(Files.readString(pem));
    }

    /** @throws IllegalArgumentException as {@link #ofFile} */
    public static Envelope ofPem(String pem) {
        try {
            Envelope envelope = new Envelope(KeyFactory.getInstance(CURVE_KEYS)
                    .generatePublic(new X509EncodedKeySpec(Pem.bytes("PUBLIC KEY", pem))));
            envelope.sealed(new byte[0]);
            return envelope;
        } catch (GeneralSecurityException | JoseException e) {
            throw new IllegalArgumentException("not a public key on P-256 in X.509", e);
        }
    }

    /** Envelopes with these lines in their order, {@value #MOST_BYTES} bytes or one line each. */
    public List<byte[]> seal(List<byte[]> lines) {
        List<byte[]> envelopes = new ArrayList<>(1);
        ByteArrayOutputStream some = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            if (some.size() > 0 && some.size() + line.length > MOST_BYTES) {
                envelopes.add(seal(some.toByteArray()));
                some.reset();
            }
            some.writeBytes(line);
        }
        if (some.size() > 0) {
            envelopes.add(seal(some.toByteArray()));
        }
        return envelopes;
    }

    private byte[] seal(byte[] lines) {
        try {
            return sealed(lines);
        } catch (JoseException e) {
            throw new IllegalStateException("a key on P-256 wraps others", e);
        }
    }

    private byte[] sealed(byte[] lines) throws JoseException {
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.ECDH_ES_A256KW);
        jwe.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
        jwe.setContentTypeHeaderValue(CONTENT);
        jwe.setKey(key);
        jwe.setPlaintext(gzip(lines));
        return jwe.getCompactSerialization().getBytes(US_ASCII);
    }

    private static byte[] gzip(byte[] lines) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(lines.length / 2 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
