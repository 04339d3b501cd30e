package io.beckon.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.beckon.room.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known of the session description in a relayed body, found in one pass over its text. Whatever is no word of
 * RFC 8866 or RFC 8839, nor a {@link CodecName}, counts as {@code other}: nothing that a client made up gets through.
 */
final class MediaScan {

    private static final int MOST_KINDS = 256;
    private static final int MOST_FINGERPRINTS = 256;

    /** Of a longer line the beginning is looked at. */
    private static final int LONGEST_LINE = 512;

    private static final String MEDIA = "m=";
    private static final String CODEC = "a=rtpmap:";
    private static final String CANDIDATE = "a=candidate:";
    private static final String FINGERPRINT = "a=fingerprint:";
    private static final String TYPE = " typ ";

    private static final Id OTHER = new Id("other");
    private static final List<Id> KINDS = ids("audio", "video", "text", "application", "message", "image");
    private static final List<Id> CANDIDATE_TYPES = ids("host", "srflx", "prflx", "relay");

    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private final List<Id> kinds = new ArrayList<>();
    private final List<CodecName> codecs = new ArrayList<>();
    private final Map<Id, Integer> candidates = new LinkedHashMap<>();
    private final Set<String> fingerprints = new TreeSet<>();
    /** As it was written: mostly all m-sections have the same. */
    private byte[] lastFingerprint = {};

    private MediaScan() {}

    private static List<Id> ids(String... words) {
        return Arrays.stream(words).map(Id::new).toList();
    }

    /** Of a body without a description it is empty. */
    static MediaSummary of(Json body) {
        JsonText text = JsonText.member(body, "sdp");
        if (text == null) {
            return MediaSummary.NONE;
        }
        MediaScan scan = new MediaScan();
        while (!text.isOver()) {
            scan.readLine(text);
        }
        return scan.summary(text.bytes());
    }

    /** The type of the candidate in a relayed body; {@code null} where there is none. */
    static @Nullable Id candidateType(Json body) {
        JsonText text = JsonText.member(body, "candidate");
        if (text == null) {
            return null;
        }
        MediaScan scan = new MediaScan();
        scan.length = text.line(scan.line);
        return scan.length <= 0 ? null : scan.typeOfCandidate();
    }

    /** Most lines are none of those that are looked for. */
    private void readLine(JsonText text) {
        if (text.mayBeginWith(MEDIA)
                || text.mayBeginWith(CODEC)
                || text.mayBeginWith(CANDIDATE)
                || text.mayBeginWith(FINGERPRINT)) {
            length = text.line(line);
            endLine();
        } else {
            text.skipLine();
        }
    }

    private void endLine() {
        if (startsWith(MEDIA)) {
            media();
        } else if (startsWith(CODEC)) {
            codec();
        } else if (startsWith(CANDIDATE)) {
            candidates.merge(typeOfCandidate(), 1, Integer::sum);
        } else if (startsWith(FINGERPRINT) && fingerprints.size() < MOST_FINGERPRINTS) {
            fingerprint();
        }
    }

    private boolean startsWith(String prefix) {
        return length >= prefix.length() && isAt(0, prefix);
    }

    private boolean isAt(int from, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (line[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String text(int from, int to) {
        return new String(line, from, to - from, ISO_8859_1);
    }

    /** The end of the word that begins there. */
    private int end(int from, char after) {
        int at = from;
        while (at < length && line[at] != after) {
            at++;
        }
        return at;
    }

    /** The one of some words that stands there; {@code null} if none does. */
    private @Nullable Id among(List<Id> words, int from, int to) {
        for (Id word : words) {
            if (word.value().length() == to - from && isAt(from, word.value())) {
                return word;
            }
        }
        return null;
    }

    private void media() {
        if (kinds.size() < MOST_KINDS) {
            int from = MEDIA.length();
            kinds.add(Objects.requireNonNullElse(among(KINDS, from, end(from, ' ')), OTHER));
        }
    }

    private void codec() {
        int space = end(CODEC.length(), ' ');
        int from = space < length ? space + 1 : CODEC.length();
        CodecName codec = CodecName.at(line, from, end(from, '/'));
        if (!codecs.contains(codec)) {
            codecs.add(codec);
        }
    }

    private Id typeOfCandidate() {
        for (int i = 0; i + TYPE.length() <= length; i++) {
            if (isAt(i, TYPE)) {
                int from = i + TYPE.length();
                return Objects.requireNonNullElse(among(CANDIDATE_TYPES, from, end(from, ' ')), OTHER);
            }
        }
        return OTHER;
    }

    private void fingerprint() {
        if (!Arrays.equals(line, 0, length, lastFingerprint, 0, lastFingerprint.length)) {
            lastFingerprint = Arrays.copyOf(line, length);
            fingerprints.add(text(FINGERPRINT.length(), length).trim().toUpperCase(Locale.ROOT));
        }
    }

    private MediaSummary summary(int bytes) {
        List<Id> types = new ArrayList<>(candidates.size());
        candidates.forEach((type, count) -> types.add(new Id(type.value() + ':' + count)));
        return new MediaSummary(bytes, List.copyOf(kinds), List.copyOf(codecs), List.copyOf(types), fingerprints());
    }

    private @Nullable Digest fingerprints() {
        if (fingerprints.isEmpty()) {
            return null;
        }
        return Digest.of(Sha256.of(String.join("\n", fingerprints).getBytes(ISO_8859_1)));
    }
}
