package io.beckon.audit.capture;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.beckon.audit.seal.Pem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.zip.GZIPInputStream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

/** Opens what an {@link Envelope} has in it, by the private key. Not for use by more than one thread. */
public final class Opener {

    private static final AlgorithmConstraints WRAPPED =
            new AlgorithmConstraints(ConstraintType.PERMIT, KeyManagementAlgorithmIdentifiers.ECDH_ES_A256KW);
    private static final AlgorithmConstraints ENCRYPTED =
            new AlgorithmConstraints(ConstraintType.PERMIT, ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);

    private final PrivateKey key;

    private Opener(PrivateKey key) {
        this.key = key;
    }

    /**
     * Of the owner of a key: PKCS #8 in PEM, as {@code openssl genpkey} writes it.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when it has no private key on a curve
     */
    public static Opener ofFile(Path pem) throws IOException {
        return ofPem(Files.readString(pem));
    }

    /** @throws IllegalArgumentException as {@link #ofFile} */
    public static Opener ofPem(String pem) {
        try {
            return new Opener(KeyFactory.getInstance(Envelope.CURVE_KEYS)
                    .generatePrivate(new PKCS8EncodedKeySpec(Pem.bytes("PRIVATE KEY", pem))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a private key of an elliptic curve in PKCS #8", e);
        }
    }

    /**
     * The lines.
     *
     * @throws IOException when it is no envelope, was changed, or is for another key
     */
    public byte[] open(byte[] envelope) throws IOException {
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setAlgorithmConstraints(WRAPPED);
        jwe.setContentEncryptionAlgorithmConstraints(ENCRYPTED);
        try {
            jwe.setCompactSerialization(new String(envelope, US_ASCII));
            jwe.setKey(key);
            try (InputStream lines = new GZIPInputStream(new ByteArrayInputStream(jwe.getPlaintextBytes()))) {
                return lines.readAllBytes();
            }
        } catch (JoseException e) {
            throw new IOException("it is not what this key opens", e);
        }
    }
}
