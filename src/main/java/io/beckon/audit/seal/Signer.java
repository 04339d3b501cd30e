package io.beckon.audit.seal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;

/** Signs seals by Ed25519 (RFC 8032). Safe for use by several threads. */
public final class Signer {

    static final String ALGORITHM = "Ed25519";

    private final PrivateKey key;
    private final PublicKey publicKey;

    private Signer(PrivateKey key) throws GeneralSecurityException {
        this.key = key;
        this.publicKey = publicKeyOf(key);
    }

    /**
     * The signer whose private key is in a file.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException as {@link #ofPem}
     */
    public static Signer ofFile(Path pem) throws IOException {
        return ofPem(Files.readString(pem));
    }

    /**
     * The signer with this private key, PKCS #8 (RFC 5958) in PEM, as {@code openssl genpkey -algorithm ed25519} writes it.
     *
     * @throws IllegalArgumentException when it is no such key; the message shows nothing of it
     */
    public static Signer ofPem(String pem) {
        try {
            return new Signer(KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Pem.bytes("PRIVATE KEY", pem))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a private key of Ed25519 in PKCS #8", e);
        }
    }

    /** By which verifiers find the public key, see {@link PublicKeys}. */
    public String keyId() {
        return PublicKeys.id(publicKey);
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of Ed25519 signs", e);
        }
    }

    /** Java makes a pair from random bytes only, which are then the private key: here they are those of the key. */
    private static PublicKey publicKeyOf(PrivateKey key) throws GeneralSecurityException {
        byte[] secret = ((EdECPrivateKey) key)
                .getBytes()
                .orElseThrow(() -> new GeneralSecurityException("a private key without its bytes"));
        KeyPairGenerator pairs = KeyPairGenerator.getInstance(ALGORITHM);
        pairs.initialize(NamedParameterSpec.ED25519, new Given(secret));
        return pairs.generateKeyPair().getPublic();
    }

    /** Chance that always brings the same bytes. */
    private static final class Given extends SecureRandom {

        private static final long serialVersionUID = 1L;
        private final byte[] bytes;

        Given(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, target.length);
        }
    }
}
