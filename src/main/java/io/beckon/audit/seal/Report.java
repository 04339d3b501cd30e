package io.beckon.audit.seal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verifier has found.
 *
 * @param records without the seals
 * @param faults how many, all of which the verifier has told of
 * @param keys that have signed, in no order
 */
public record Report(long records, long seals, long faults, List<Chain> chains, List<KeyUse> keys) {

    /**
     * One partition, or the one of lines that are of no topic.
     *
     * @param name as its seals say; {@code null} without seals
     * @param partition -1 where there is none
     * @param firstSeal the number of the first genuine seal; 0 without one
     * @param lastHash SHA-256 of the last genuine seal, as hexadecimal digits: what to keep elsewhere
     * @param unsignedSeals genuine but for the signature, which they do not have
     * @param notHere records of the first seal that are no longer kept
     * @param unsealed records that no seal here is about yet
     * @param unsealedFrom the first of them; {@code null} if there is none
     * @param unsealedSince when the oldest of them was written, RFC 3339; {@code null} if there is none, or one says what is no time
     */
    public record Chain(
            @Nullable String name,
            int partition,
            long records,
            long firstSeal,
            long lastSeal,
            @Nullable String lastHash,
            long unsignedSeals,
            long notHere,
            long unsealed,
            @Nullable Spot unsealedFrom,
            @Nullable String unsealedSince) {}

    /**
     * A key and the seals that it has signed in one chain.
     *
     * @param checked whether the public key was there to check it
     */
    public record KeyUse(String key, int partition, long firstSeal, long lastSeal, boolean checked) {}

    /** Whether nothing was changed, as far as seals say. */
    public boolean isWhole() {
        return faults == 0;
    }
}
