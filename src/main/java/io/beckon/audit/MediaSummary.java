package io.beckon.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session description (RFC 8866) offers or accepts, without its text.
 *
 * @param bytes of the description
 * @param kinds of its m-sections, in their order
 * @param codecs the encoding names of its {@code a=rtpmap} lines in order of appearance, each once
 * @param candidates types of the candidates that it brings, each with its number, such as {@code host:2}
 * @param fingerprints a hash of its certificates' fingerprints (RFC 8122), sorted: equal for the same certificates
 */
public record MediaSummary(
        int bytes,
        List<Id> kinds,
        List<CodecName> codecs,
        List<Id> candidates,
        @Nullable Digest fingerprints) {

    /** Of no description at all. */
    static final MediaSummary NONE = new MediaSummary(0, List.of(), List.of(), List.of(), null);
}
