package io.beckon.sdp;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an answer has to take from its offer beside the m-sections: which of them are bundled (RFC 9143 section 7.3), and who begins with
 * DTLS (RFC 8842 section 5.2). Read from a description that is valid.
 */
final class Terms {

    private static final String BUNDLE = "a=group:BUNDLE ";
    private static final String SETUP = "a=setup:";
    private static final Pattern REJECTED = Pattern.compile("m=\\S+ 0 .*");
    private static final Setup UNSAID = new Setup(0, "");

    /** @param line its number, from 1 on */
    private record Bundle(int line, Set<String> mids) {}

    /** @param role {@code active}, {@code passive} or {@code actpass}; empty: none is said */
    private record Setup(int line, String role) {

        /** Both would begin, or both would wait. */
        boolean clashesWith(Setup other) {
            return role.equals(other.role) && (role.equals("active") || role.equals("passive"));
        }
    }

    private final List<Bundle> bundles = new ArrayList<>(1);
    /** One for each m-section, in their order. */
    private final List<Setup> setups = new ArrayList<>(4);

    private Setup ofSession = UNSAID;
    private boolean rejected;

    private Terms(String sdp) {
        int number = 0;
        for (String line : sdp.split("\r?\n")) {
            number++;
            if (line.startsWith("m=")) {
                rejected = REJECTED.matcher(line).matches();
                setups.add(rejected ? UNSAID : ofSession);
            } else if (line.startsWith(BUNDLE)) {
                bundles.add(new Bundle(number, words(line.substring(BUNDLE.length()))));
            } else if (line.startsWith(SETUP)) {
                add(new Setup(number, line.substring(SETUP.length()).strip()));
            }
        }
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).collect(toUnmodifiableSet());
    }

    private void add(Setup setup) {
        if (setups.isEmpty()) {
            ofSession = setup;
        } else if (!rejected) {
            setups.set(setups.size() - 1, setup);
        }
    }

    static Terms of(String sdp) {
        return new Terms(sdp);
    }

    /** Tells the findings what of an answer these terms, the offer's, do not allow. */
    void compare(Terms answer, Findings findings) {
        for (Bundle bundle : answer.bundles) {
            boolean isOffered = bundle.mids.isEmpty()
                    || bundles.stream().anyMatch(offered -> offered.mids.containsAll(bundle.mids));
            if (!isOffered) {
                findings.note(Rule.ANSWER_BUNDLE, bundle.line);
            }
        }
        for (int i = 0; i < setups.size() && i < answer.setups.size(); i++) {
            Setup setup = answer.setups.get(i);
            if (setup.clashesWith(setups.get(i))) {
                findings.note(Rule.ANSWER_SETUP, setup.line);
            }
        }
    }
}
