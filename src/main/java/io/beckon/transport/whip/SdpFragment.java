package io.beckon.transport.whip;

import io.beckon.protocol.WireSyntax;
import io.beckon.sdp.CandidateParser;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.sdp.MalformedCandidate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A body of type {@code application/trickle-ice-sdpfrag} (RFC 8840 section 9). Candidates that cannot be read, as of an unknown transport,
 * are left out without a word (RFC 9725 section 4.3.2), and so are those that the policy denies.
 *
 * @param usernameFragment {@code null}: it does not say
 * @param password {@code null}: it does not say
 */
record SdpFragment(
        @Nullable String usernameFragment, @Nullable String password, List<Trickled> candidates) {

    /** In characters. */
    static final int LONGEST = 32 * 1024;

    static final int MOST_CANDIDATES = 64;

    private static final Pattern LINE = Pattern.compile("[a-z]=\\S.*");
    /** As in a description: {@code ice-char} and what receivers take for such. */
    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9+/=#_-]{22,256}");

    /** @throws IllegalArgumentException saying which line is wrong, and why */
    static SdpFragment parse(String text, CandidatePolicy policy) {
        String[] lines = text.split("\r?\n", -1);
        Reading reading = new Reading(policy);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isEmpty()) {
                if (!LINE.matcher(lines[i]).matches()) {
                    throw malformed(i, "is no line of a session description (RFC 8866 section 5)");
                }
                reading.take(i, lines[i]);
            }
        }
        reading.endSection();
        if (!reading.any) {
            throw new IllegalArgumentException(
                    "the fragment has neither credentials nor candidates (RFC 8840 section 9)");
        }
        if ((reading.usernameFragment == null) != (reading.password == null)) {
            throw new IllegalArgumentException("ice-ufrag and ice-pwd come together (RFC 8839 section 5.4)");
        }
        return new SdpFragment(reading.usernameFragment, reading.password, List.copyOf(reading.candidates));
    }

    private static IllegalArgumentException malformed(int index, String what) {
        return new IllegalArgumentException("line " + (index + 1) + " " + what);
    }

    @Override
    public String toString() {
        return "SdpFragment[" + candidates.size() + " candidates]";
    }

    /** How far one has come. */
    private static final class Reading {
        private final CandidatePolicy policy;
        private final List<Trickled> candidates = new ArrayList<>();
        private final List<String> ofSection = new ArrayList<>();
        private @Nullable String usernameFragment;
        private @Nullable String password;
        private @Nullable String mid;
        private int section = -1;
        private boolean any;

        Reading(CandidatePolicy policy) {
            this.policy = policy;
        }

        void take(int number, String line) {
            if (line.startsWith("m=")) {
                endSection();
                section++;
            } else if (line.startsWith("a=mid:")) {
                mid = line.substring("a=mid:".length());
            } else if (line.startsWith("a=ice-ufrag:")) {
                credential(number, line.substring("a=ice-ufrag:".length()));
            } else if (line.startsWith("a=ice-pwd:")) {
                String value = line.substring("a=ice-pwd:".length());
                if (!PASSWORD.matcher(value).matches()) {
                    throw malformed(number, "has no ice-pwd of 22 to 256 ice-chars (RFC 8839 section 5.4)");
                }
                password = password == null ? value : password;
                any = true;
            } else if (line.startsWith("a=candidate:")) {
                candidate(number, line.substring("a=".length()));
            } else if (line.equals("a=end-of-candidates")) {
                ofSection.add("");
                any = true;
            }
        }

        private void credential(int number, String value) {
            if (value.length() < 4 || !WireSyntax.isUsernameFragment(value)) {
                throw malformed(number, "has no ice-ufrag of 4 to 256 ice-chars (RFC 8839 section 5.4)");
            }
            usernameFragment = usernameFragment == null ? value : usernameFragment;
            any = true;
        }

        private void candidate(int number, String candidate) {
            any = true;
            if (!isUsable(candidate)) {
                return;
            }
            ofSection.add(candidate);
            if (candidates.size() + ofSection.size() > MOST_CANDIDATES) {
                throw malformed(number, "has one candidate too many: at most " + MOST_CANDIDATES + " come at once");
            }
        }

        private boolean isUsable(String candidate) {
            try {
                return policy.refusal(CandidateParser.parse(candidate)) == null;
            } catch (MalformedCandidate unreadable) {
                return false;
            }
        }

        /** Its mid may stand behind its candidates. */
        void endSection() {
            for (String candidate : ofSection) {
                candidates.add(new Trickled(mid, mid == null ? Math.max(0, section) : -1, candidate));
            }
            ofSection.clear();
            mid = null;
        }
    }
}
