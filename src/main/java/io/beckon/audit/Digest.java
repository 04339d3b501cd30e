package io.beckon.audit;

import java.util.HexFormat;

/** A hash of something that is not shown: the first 16 bytes of its SHA-256, in hexadecimal digits. */
public record Digest(String hex) {

    private static final int BYTES = 16;

    /** @param sha256 the whole hash, or at least its first 16 bytes */
    public static Digest of(byte[] sha256) {
        return new Digest(HexFormat.of().formatHex(sha256, 0, BYTES));
    }

    @Override
    public String toString() {
        return hex;
    }
}
