package io.beckon.app;

import io.beckon.audit.AddressPolicy;
import io.beckon.audit.file.AuditFile;
import io.beckon.audit.file.FileSettings;
import io.beckon.audit.seal.Signer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
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
            case "full" -> AddressPolicy.FULL;
            case "truncated" -> AddressPolicy.TRUNCATED;
            case "hashed" ->
                AddressPolicy.hashed(Settings.derivedKey(sessionKey, "audit addresses"), InstantSource.system());
            default ->
                throw new Misconfiguration(
                        "beckon.audit.addresses", config.addresses(), "it is full, truncated or hashed");
        };
    }

    /** {@code null}: the seals over the audit trail are not signed. */
    @Nullable Signer signer() {
        return config.signingKey().map(AuditSettings::signer).orElse(null);
    }

    private static Signer signer(String file) {
        try {
            return Signer.ofFile(Path.of(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new Misconfiguration(
                    "beckon.audit.signing-key",
                    file,
                    "name a file with a private key in PEM, made by openssl genpkey -algorithm ed25519: " + e);
        }
    }

    /** Of a node alone; {@code null}: there is none. */
    @Nullable AuditFile file() {
        Settings.within("beckon.audit.file-bytes", config.fileBytes().asLongValue(), LEAST_FILE_BYTES, Long.MAX_VALUE);
        Settings.within("beckon.audit.files-kept", config.filesKept(), 0, 10_000);
        return config.file().map(this::file).orElse(null);
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
