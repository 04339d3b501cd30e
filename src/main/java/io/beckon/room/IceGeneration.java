package io.beckon.room;

import java.util.Arrays;
import java.util.List;

/** The ICE username fragments of one description, as fingerprints: all that is asked of them is whether one is among them. */
public final class IceGeneration {

    private final long[] fragments;

    private IceGeneration(long[] fragments) {
        this.fragments = fragments;
    }

    /** @param usernameFragments distinct, in order of appearance */
    public static IceGeneration of(List<String> usernameFragments) {
        long[] fragments = new long[usernameFragments.size()];
        for (int i = 0; i < fragments.length; i++) {
            fragments[i] = Fingerprint.of(usernameFragments.get(i));
        }
        return new IceGeneration(fragments);
    }

    public static IceGeneration ofFingerprints(List<Long> fingerprints) {
        return new IceGeneration(
                fingerprints.stream().mapToLong(Long::longValue).toArray());
    }

    public List<Long> fingerprints() {
        return Arrays.stream(fragments).boxed().toList();
    }

    boolean has(String usernameFragment) {
        long wanted = Fingerprint.of(usernameFragment);
        for (long fragment : fragments) {
            if (fragment == wanted) {
                return true;
            }
        }
        return false;
    }

    /** About how much memory it takes, in bytes. */
    int weight() {
        return Footprint.object(Integer.BYTES) + Footprint.array(fragments.length * Long.BYTES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IceGeneration generation && Arrays.equals(fragments, generation.fragments);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fragments);
    }

    @Override
    public String toString() {
        return "IceGeneration" + Arrays.toString(fragments);
    }
}
