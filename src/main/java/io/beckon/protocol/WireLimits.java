package io.beckon.protocol;

/**
 * How large the parts of a frame may be, in bytes of UTF-8; {@code metadata} and {@code data} as compact JSON. What exceeds them
 * is {@code too-large}. The size of a whole frame is the transport's to check, before it decodes.
 */
public record WireLimits(int maxSdpBytes, int maxCandidateBytes, int maxMetadataBytes, int maxDataBytes) {

    public static final WireLimits DEFAULT = new WireLimits(256 * 1024, 1024, 4096, 16384);
}
