package io.beckon.sdp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges descriptions and candidates as if they were to be relayed, and says all that there is to say instead of the first thing.
 * Immutable, for use by any number of threads.
 */
public final class SdpCheck {

    /** How many findings are said; then one more that some are left out. */
    public static final int MOST_FINDINGS = 100;

    private final SdpParser parser;
    private final CandidatePolicy policy;

    public SdpCheck(SdpLimits limits, CandidatePolicy policy) {
        this.parser = new SdpParser(limits);
        this.policy = policy;
    }

    /** @param accepted whether it would be relayed */
    public record Report(boolean accepted, List<Finding> findings) {}

    /** @param offer what an answer answers; {@code null} if that is not known */
    public Report description(String sdp, DescriptionType type, @Nullable String offer) {
        Collector collector = new Collector(sdp);
        try {
            SessionDescription description = parser.parse(sdp, type, collector);
            for (DescribedCandidate described : description.candidates()) {
                denied(described.candidate(), described.line(), collector);
            }
            if (offer != null && type.isAnswer()) {
                compare(sdp, description, offer, collector);
            }
        } catch (MalformedDescription refusal) {
            collector.refused(refusal);
        }
        return collector.report();
    }

    private void compare(String sdp, SessionDescription answer, String offer, Collector collector) {
        MediaOutline asked;
        try {
            asked = parser.parse(offer, DescriptionType.OFFER, Findings.FIRST_REFUSAL)
                    .outline();
        } catch (MalformedDescription refusal) {
            collector.add(Rule.ANSWER_SECTIONS, null, "the offer itself is refused, at its " + refusal.getMessage());
            return;
        }
        if (!asked.fits(answer.outline())) {
            collector.add(
                    Rule.ANSWER_SECTIONS, null, "the answer does not have the m-sections of the offer, in their order");
            return;
        }
        Terms.of(offer).compare(Terms.of(sdp), collector);
    }

    private void denied(@Nullable IceCandidate candidate, @Nullable Integer line, Collector collector) {
        String reason = policy.reason(candidate);
        if (reason != null) {
            collector.add(Rule.CANDIDATE_POLICY, line, reason);
        }
    }

    /**
     * @param candidate {@code candidate:...} or {@code a=candidate:...}
     * @param usernameFragment that the object has beside it; {@code null} if it has none
     */
    public Report candidate(String candidate, @Nullable String usernameFragment) {
        Collector collector = new Collector(candidate);
        @Nullable IceCandidate read = null;
        try {
            CandidateReader reader =
                    CandidateParser.reader(candidate, rule -> collector.add(rule, null, rule.sentence()));
            read = reader.read();
            reader.faults().forEach(collector::refused);
            String own = reader.usernameFragment();
            if (usernameFragment != null && own != null && !usernameFragment.equals(own)) {
                collector.add(Rule.CANDIDATE_INIT, null, "the candidate has another ufrag than usernameFragment");
            }
        } catch (MalformedCandidate unreadable) {
            collector.refused(unreadable);
        }
        denied(read, null, collector);
        return collector.report();
    }

    private static final class Collector implements Findings {

        private final Set<Finding> findings = new LinkedHashSet<>();
        /** How many there are of each severity. */
        private final int[] counts = new int[Severity.values().length];

        private final String[] lines;
        private boolean refused;

        Collector(String text) {
            this.lines = text.split("\r?\n", -1);
        }

        @Override
        public void note(Rule rule, int line, String message) {
            add(rule, line, message);
        }

        @Override
        public void refused(MalformedDescription refusal) {
            add(refusal.rule(), refusal.line(), refusal.reason());
        }

        void refused(MalformedCandidate fault) {
            add(fault.rule(), null, String.valueOf(fault.getMessage()));
        }

        void add(Rule rule, @Nullable Integer line, String message) {
            refused |= rule.severity() == Severity.REFUSED;
            int kind = rule.severity().ordinal();
            if (counts[kind] <= MOST_FINDINGS && findings.add(Finding.of(rule, line, message, text(line)))) {
                counts[kind]++;
            }
        }

        private @Nullable String text(@Nullable Integer line) {
            return line == null || line > lines.length ? null : LineExcerpt.of(lines[line - 1]);
        }

        /** As many as are said: refusals before warnings, and these before notes. */
        private Set<Finding> worst() {
            return findings.stream()
                    .sorted(Comparator.comparing(Finding::severity))
                    .limit(MOST_FINDINGS)
                    .collect(Collectors.toSet());
        }

        Report report() {
            boolean cut = findings.size() > MOST_FINDINGS;
            List<Finding> all = new ArrayList<>(findings);
            all.retainAll(worst());
            all.sort(Comparator.comparingInt(finding -> finding.line() == null ? Integer.MAX_VALUE : finding.line()));
            if (cut) {
                all.add(new Finding(
                        Severity.TOLERATED,
                        null,
                        Rule.SIZE.id(),
                        "there are more than " + MOST_FINDINGS + " findings: the rest is left out",
                        Rule.SIZE.section(),
                        null));
            }
            return new Report(!refused, List.copyOf(all));
        }
    }
}
