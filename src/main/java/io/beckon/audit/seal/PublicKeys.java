package io.beckon.audit.seal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The keys whose signatures a verifier accepts, by their ids. */
public final class PublicKeys {

    private static final int ID_BYTES = 8;

    private final Map<String, PublicKey> byId;

    private PublicKeys(Map<String, PublicKey> byId) {
        this.byId = byId;
    }

    public static PublicKeys of(PublicKey... keys) {
        Map<String, PublicKey> byId = new HashMap<>();
        for (PublicKey key : keys) {
            byId.put(id(key), key);
        }
        return new PublicKeys(Map.copyOf(byId));
    }

    /**
     * Those in files, each with one key or several in PEM as {@code openssl pkey -pubout} writes it.
     *
     * @throws IOException when a file cannot be read
     * @throws IllegalArgumentException when one has no public key of Ed25519; the message names the file
     */
    public static PublicKeys ofFiles(List<Path> files) throws IOException {
        List<PublicKey> keys = new ArrayList<>();
        for (Path file : files) {
            keys.addAll(read(file));
        }
        return of(keys.toArray(PublicKey[]::new));
    }

    private static List<PublicKey> read(Path file) throws IOException {
        try {
            List<PublicKey> keys = new ArrayList<>();
            for (byte[] key : Pem.all("PUBLIC KEY", Files.readString(file))) {
                keys.add(KeyFactory.getInstance(Signer.ALGORITHM).generatePublic(new X509EncodedKeySpec(key)));
            }
            return keys;
        } catch (GeneralSecurityException | IllegalArgumentException | CharacterCodingException e) {
            throw new IllegalArgumentException(file + " has no public key of Ed25519 in PEM", e);
        }
    }

    /** The first {@value #ID_BYTES} bytes of SHA-256 over the key's X.509 encoding, as hexadecimal digits. */
    public static String id(PublicKey key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(Arrays.copyOf(hash, ID_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public boolean isEmpty() {
        return byId.isEmpty();
    }

    boolean has(String keyId) {
        return byId.containsKey(keyId);
    }

    /** Whether this key, one of these, has signed this message. */
    boolean verifies(String keyId, byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance(Signer.ALGORITHM);
            check.initVerify(byId.get(keyId));
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
