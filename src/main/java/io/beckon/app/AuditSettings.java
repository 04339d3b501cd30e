package io.beckon.app;

import io.beckon.audit.AddressPolicy;
import io.beckon.audit.Persons;
import io.beckon.audit.Pseudonyms;
import io.beckon.audit.capture.Envelope;
import io.beckon.audit.file.AuditFile;
import io.beckon.audit.file.CaptureFile;
import io.beckon.audit.file.FileArchive;
import io.beckon.audit.file.FileSettings;
import io.beckon.audit.file.PseudonymDirectory;
import io.beckon.audit.seal.Pem;
import io.beckon.audit.seal.Signer;
import io.beckon.identity.KeyedHash;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of the audit trail, checked. */
record AuditSettings(BeckonConfig.Audit config) {

    private static final int LEAST_FILE_BYTES = 1024;

    /**
     * What auditors see of clients' addresses.
     *
     * @param sessionKey of which the key of hashes is derived: all nodes have the same
     */
    AddressPolicy addresses(byte[] sessionKey) {
        return switch (config.addresses()) {
            case FULL -> AddressPolicy.FULL;
            case TRUNCATED -> AddressPolicy.TRUNCATED;
            case HASHED ->
                AddressPolicy.hashed(KeyedHash.derivedKey(sessionKey, "audit addresses"), InstantSource.system());
        };
    }

    /** Whether users are shown under pseudonyms. */
    boolean pseudonyms() {
        return config.users() == BeckonConfig.UserNames.PSEUDONYMS;
    }

    /** How users are shown by a node alone. */
    Persons persons() {
        return pseudonyms() ? config.file().map(AuditSettings::pseudonyms).orElse(Persons.NAMED) : Persons.NAMED;
    }

    private static Persons pseudonyms(String file) {
        String directory = file + ".pseudonyms";
        try {
            return new Pseudonyms(new PseudonymDirectory(Path.of(directory)));
        } catch (IOException e) {
            throw new Misconfiguration(
                    "beckon.audit.file", file, "whose pseudonyms are whose cannot be kept in " + directory + ": " + e);
        }
    }

    /** What an operator may have missed; empty where a trail is kept. */
    Optional<String> hint(BeckonConfig.Log log) {
        return log == BeckonConfig.Log.KAFKA || config.file().isPresent()
                ? Optional.empty()
                : Optional.of("No audit trail is kept: for one set beckon.audit.file, or beckon.log=kafka");
    }

    /** Whether what is said is captured. */
    boolean captures() {
        return config.captureKey().isPresent();
    }

    /** {@code null}: it is not. */
    @Nullable Envelope envelope() {
        return config.captureKey().map(AuditSettings::envelope).orElse(null);
    }

    private static Envelope envelope(String file) {
        try {
            return Envelope.ofFile(Path.of(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new Misconfiguration(
                    "beckon.audit.capture-key",
                    file,
                    "name a file with a public key in PEM, of a pair made by openssl genpkey -algorithm EC -pkeyopt"
                            + " ec_paramgen_curve:P-256: " + e);
        }
    }

    /** What a node alone captures, beside its audit file; {@code null}: nothing. */
    @Nullable CaptureFile captureFile() {
        Envelope envelope = envelope();
        if (envelope == null) {
            return null;
        }
        String name = config.file()
                .map(file -> file + ".capture")
                .orElseThrow(() -> new Misconfiguration(
                        "beckon.audit.capture-key",
                        config.captureKey().orElse(""),
                        "a node alone captures beside its audit file: set beckon.audit.file"));
        Path path = Path.of(name);
        try {
            return new CaptureFile(
                    new FileSettings(
                            path,
                            config.fileBytes().asLongValue(),
                            config.filesKept(),
                            String.valueOf(path.getFileName())),
                    envelope);
        } catch (IOException e) {
            throw new Misconfiguration("beckon.audit.file", name, "name a file that this node alone can write: " + e);
        }
    }

    /** {@code null}: the seals over the audit trail are not signed. */
    @Nullable Signer signer() {
        return config.signingKey().map(AuditSettings::signer).orElse(null);
    }

    /** @param key the name of a file, or the key itself: what is said of a mistake does not show that */
    private static Signer signer(String key) {
        boolean isText = Pem.isIn(key);
        try {
            return isText ? Signer.ofPem(key) : Signer.ofFile(Path.of(key));
        } catch (IOException | IllegalArgumentException e) {
            throw new Misconfiguration(
                    "beckon.audit.signing-key",
                    isText ? "a text in PEM" : key,
                    "name a file with a private key in PEM, made by openssl genpkey -algorithm ed25519, or give its"
                            + " text: " + e);
        }
    }

    /** Of a node alone; {@code null}: there is none. */
    @Nullable AuditFile file() {
        Settings.within("beckon.audit.file-bytes", config.fileBytes().asLongValue(), LEAST_FILE_BYTES, Long.MAX_VALUE);
        Settings.within("beckon.audit.files-kept", config.filesKept(), 0, 999);
        return config.file().map(this::file).orElse(null);
    }

    /** What a node alone keeps. */
    FileArchive archive() {
        return new FileArchive(config.file().map(Path::of).orElse(null), config.filesKept());
    }

    private AuditFile file(String name) {
        Path path = Path.of(name);
        String chain = String.valueOf(path.getFileName());
        try {
            return new AuditFile(
                    new FileSettings(path, config.fileBytes().asLongValue(), config.filesKept(), chain), signer());
        } catch (IOException e) {
            throw new Misconfiguration("beckon.audit.file", name, "name a file that this node alone can write: " + e);
        }
    }
}
