package io.beckon.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.beckon.room.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known of the session description in a relayed body, found in one pass over its text. Whatever is no word of
 * RFC 8866 or RFC 8839 counts as {@code other}: nothing that a client made up gets through but the names of codecs, and these only
 * if they look like names.
 */
final class MediaScan {

    private static final int MOST_CODECS = 32;
    private static final int LONGEST_CODEC = 32;
    private static final int MOST_KINDS = 256;
    private static final int MOST_FINGERPRINTS = 256;

    /** Of a longer line the beginning is looked at. */
    private static final int LONGEST_LINE = 512;

    private static final String OTHER = "other";
    private static final Set<String> KINDS = Set.of("audio", "video", "text", "application", "message", "image");
    private static final Set<String> CANDIDATE_TYPES = Set.of("host", "srflx", "prflx", "relay");
    private static final String TYPE = " typ ";

    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private int bytes;
    private final List<Id> kinds = new ArrayList<>();
    private final Set<String> codecs = new LinkedHashSet<>();
    private final Map<String, Integer> candidates = new LinkedHashMap<>();
    private final Set<String> fingerprints = new TreeSet<>();

    private MediaScan() {}

    /** Of a body without a description it is empty. */
    static MediaSummary of(Json body) {
        MediaScan scan = new MediaScan();
        JsonText text = JsonText.member(body, "sdp");
        if (text != null) {
            scan.read(text);
        }
        return scan.summary();
    }

    /** The type of the candidate in a relayed body; {@code null} where there is none. */
    static @Nullable Id candidateType(Json body) {
        JsonText text = JsonText.member(body, "candidate");
        if (text == null) {
            return null;
        }
        MediaScan scan = new MediaScan();
        scan.length = text.line(scan.line);
        return scan.length <= 0 ? null : new Id(typeIn(scan.text(0)));
    }

    private void read(JsonText text) {
        for (length = text.line(line); length != JsonText.END; length = text.line(line)) {
            endLine();
        }
        bytes = text.bytes();
    }

    private void endLine() {
        if (startsWith("m=")) {
            media(text(2));
        } else if (startsWith("a=rtpmap:")) {
            codec(text(9));
        } else if (startsWith("a=candidate:")) {
            candidates.merge(typeIn(text(12)), 1, Integer::sum);
        } else if (startsWith("a=fingerprint:") && fingerprints.size() < MOST_FINGERPRINTS) {
            fingerprints.add(text(14).trim().toUpperCase(Locale.ROOT));
        }
    }

    private boolean startsWith(String prefix) {
        if (length < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (line[i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String text(int from) {
        return new String(line, from, length - from, ISO_8859_1);
    }

    private void media(String value) {
        String kind = upTo(value, ' ');
        if (kinds.size() < MOST_KINDS) {
            kinds.add(new Id(KINDS.contains(kind) ? kind : OTHER));
        }
    }

    private void codec(String value) {
        String name = upTo(value.substring(value.indexOf(' ') + 1), '/');
        if (codecs.size() < MOST_CODECS && isName(name)) {
            codecs.add(name);
        }
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!isOfName(name.charAt(i))) {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= LONGEST_CODEC;
    }

    private static boolean isOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_' || c == '+';
    }

    private static String typeIn(String candidate) {
        int at = candidate.indexOf(TYPE);
        String type = at < 0 ? OTHER : upTo(candidate.substring(at + TYPE.length()), ' ');
        return CANDIDATE_TYPES.contains(type) ? type : OTHER;
    }

    private static String upTo(String text, char end) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }

    private MediaSummary summary() {
        List<Id> types = new ArrayList<>(candidates.size());
        candidates.forEach((type, count) -> types.add(new Id(type + ':' + count)));
        List<Id> names = new ArrayList<>(codecs.size());
        codecs.forEach(name -> names.add(new Id(name)));
        return new MediaSummary(bytes, List.copyOf(kinds), List.copyOf(names), List.copyOf(types), fingerprint());
    }

    private @Nullable Digest fingerprint() {
        if (fingerprints.isEmpty()) {
            return null;
        }
        return Digest.of(Sha256.of(String.join("\n", fingerprints).getBytes(ISO_8859_1)));
    }
}
