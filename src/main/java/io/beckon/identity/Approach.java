package io.beckon.identity;

import org.jspecify.annotations.Nullable;

/**
 * What the request tells by which a client came, beside who it is. It decides nothing but how many may come from one place.
 *
 * @param address the client's; empty where it is not known
 * @param network what counts as one place; empty where it is not known
 * @param traceparent where the request stands in a trace (W3C Trace Context), checked; {@code null} where it does not say
 */
public record Approach(
        String address, String network, @Nullable String traceparent) {

    /** Of nothing that is known. */
    public static final Approach UNKNOWN = new Approach("", "", null);
}
