package io.beckon.sdp;

import org.jspecify.annotations.Nullable;

/** The hash functions of certificate fingerprints (RFC 8122 section 5). */
enum HashFunction {
    SHA_256("sha-256", 32, Strength.STRONG),
    SHA_1("sha-1", 20, Strength.WEAK),
    SHA_224("sha-224", 28, Strength.WEAK),
    SHA_384("sha-384", 48, Strength.STRONG),
    SHA_512("sha-512", 64, Strength.STRONG),
    MD5("md5", 16, Strength.BROKEN),
    MD2("md2", 16, Strength.BROKEN);

    /** What a fingerprint made with it is worth. */
    enum Strength {
        STRONG,
        WEAK,
        BROKEN
    }

    private static final HashFunction[] ALL = values();

    private final String key;
    private final int bytes;
    private final Strength strength;

    HashFunction(String key, int bytes, Strength strength) {
        this.key = key;
        this.bytes = bytes;
        this.strength = strength;
    }

    String key() {
        return key;
    }

    int bytes() {
        return bytes;
    }

    Strength strength() {
        return strength;
    }

    /** The function with the name that is the cursor's word; {@code null} if it is none of these. */
    static @Nullable HashFunction named(Cursor cursor) {
        for (HashFunction function : ALL) {
            if (cursor.wordIs(function.key) || cursor.wordIsIgnoringCase(function.key)) {
                return function;
            }
        }
        return null;
    }
}
