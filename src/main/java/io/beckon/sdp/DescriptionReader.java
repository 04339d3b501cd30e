package io.beckon.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One description while it is read, line by line. What is wrong goes to the findings, and reading goes on unless they throw it
 * back: then it ends there.
 */
final class DescriptionReader implements Findings {

    private final SdpLimits limits;
    private final Findings findings;
    private final LineScanner scanner;
    private final Line line;
    private final AttributeReader attributes;
    private final Section session = Section.ofSession();
    private final List<Section> media = new ArrayList<>(4);
    private Section section = session;
    private Origin origin = new Origin(0, 0);
    /** What was told last: if the findings throw it back, it ends the reading. */
    private @Nullable MalformedDescription told;

    DescriptionReader(byte[] sdp, DescriptionType type, SdpLimits limits, Findings findings) {
        this.limits = limits;
        this.findings = findings;
        scanner = new LineScanner(sdp, limits.lines(), this);
        line = scanner.line();
        attributes = new AttributeReader(type, limits);
    }

    SessionDescription read() throws MalformedDescription {
        if (readLines()) {
            endLines();
            endSection();
            attributes.bundles().resolve(line.value().text(), media.size(), this);
            for (Section each : media) {
                Completeness.check(each, session, findings);
            }
        }
        return new SessionDescription(
                origin.sessionId(),
                origin.sessionVersion(),
                media.size(),
                outline(),
                attributes.usernameFragments(),
                attributes.candidates());
    }

    /** Whether the end was reached, not a limit. */
    private boolean readLines() throws MalformedDescription {
        boolean more = true;
        while (more) {
            try {
                more = scanner.next();
                if (more) {
                    readLine();
                }
            } catch (MalformedDescription refusal) {
                refused(refusal.under(ruleOfLine()));
                if (refusal.isTooLarge()) {
                    return false;
                }
                scanner.pass();
            }
        }
        return true;
    }

    private void readLine() throws MalformedDescription {
        if (line.type() == 'm') {
            startMedia();
        } else {
            advance();
            readValue();
        }
    }

    private void advance() throws MalformedDescription {
        try {
            section.advance(line);
        } catch (MalformedDescription misplaced) {
            refused(misplaced);
        }
    }

    private void startMedia() throws MalformedDescription {
        endSection();
        if (media.size() == limits.mediaSections()) {
            throw MalformedDescription.tooLarge(
                    line.number(), "the description has more than " + limits.mediaSections() + " m-sections");
        }
        section = Section.ofMedia(line.number(), mediaLine());
        media.add(section);
    }

    private MediaLine mediaLine() throws MalformedDescription {
        try {
            return MediaLine.read(line);
        } catch (MalformedDescription refusal) {
            tell(refusal.under(Rule.MEDIA_LINE));
            return MediaLine.unread(line);
        }
    }

    private void endLines() throws MalformedDescription {
        try {
            scanner.end();
        } catch (MalformedDescription refusal) {
            refused(refusal);
        }
    }

    private void endSection() throws MalformedDescription {
        try {
            section.end(line);
        } catch (MalformedDescription refusal) {
            refused(refusal);
        }
        for (MalformedDescription unsettled : section.settle(findings)) {
            tell(unsettled);
        }
    }

    private void readValue() throws MalformedDescription {
        switch (line.type()) {
            case 'a' -> attributes.read(line, section);
            case 'b' -> SessionLines.bandwidth(line);
            case 'c' -> {
                section.addConnection();
                SessionLines.connection(line);
            }
            case 'o' -> origin = Origin.read(line);
            case 'r', 'z' -> SessionLines.times(line);
            case 't' -> SessionLines.timing(line);
            case 'v' -> SessionLines.version(line);
            default -> {
                // s, i, u, e, p and k: any text
            }
        }
    }

    private Rule ruleOfLine() {
        return switch (line.type()) {
            case 'c' -> Rule.ADDRESS;
            case 'o' -> Rule.ORIGIN;
            case 'v' -> Rule.VERSION;
            default -> Rule.SESSION_LINE;
        };
    }

    @Override
    public void note(Rule rule, int at, String message) {
        findings.note(rule, at, message);
    }

    /** Also for those who read for it: what may not matter waits until that is known. */
    @Override
    public void refused(MalformedDescription refusal) throws MalformedDescription {
        if (refusal == told) {
            throw refusal;
        }
        if (refusal.rule().holdsEverywhere() || !section.postpones(refusal)) {
            tell(refusal);
        }
    }

    private void tell(MalformedDescription refusal) throws MalformedDescription {
        told = refusal;
        findings.refused(refusal);
    }

    private MediaOutline outline() {
        long[] sections = new long[media.size()];
        for (int i = 0; i < sections.length; i++) {
            sections[i] = media.get(i).outline();
        }
        return sections.length == 0 ? MediaOutline.UNKNOWN : new MediaOutline(sections);
    }
}
