package io.beckon.sdp;

import java.util.ArrayList;
import java.util.List;

/** One description while it is read, line by line. */
final class DescriptionReader {

    private final SdpLimits limits;
    private final LineScanner scanner;
    private final Line line;
    private final AttributeReader attributes;
    private final Section session = Section.ofSession();
    private final List<Section> media = new ArrayList<>(4);
    private Section section = session;
    private Origin origin = new Origin(0, 0);

    DescriptionReader(byte[] sdp, DescriptionType type, SdpLimits limits) {
        this.limits = limits;
        scanner = new LineScanner(sdp, limits.lines());
        line = scanner.line();
        attributes = new AttributeReader(type, limits);
    }

    SessionDescription read() throws MalformedDescription {
        while (scanner.next()) {
            if (line.type() == 'm') {
                startMedia();
            } else {
                section.advance(line);
                readLine();
            }
        }
        section.end(line);
        attributes.bundles().resolve(line.value().text());
        for (Section each : media) {
            Completeness.check(each, session);
        }
        return new SessionDescription(
                origin.sessionId(),
                origin.sessionVersion(),
                media.size(),
                attributes.usernameFragments(),
                attributes.candidates());
    }

    private void startMedia() throws MalformedDescription {
        section.end(line);
        if (media.size() == limits.mediaSections()) {
            throw MalformedDescription.tooLarge(
                    line.number(), "the description has more than " + limits.mediaSections() + " m-sections");
        }
        section = Section.ofMedia(line.number(), MediaLine.read(line));
        media.add(section);
    }

    private void readLine() throws MalformedDescription {
        switch (line.type()) {
            case 'a' -> attributes.read(line, section);
            case 'b' -> SessionLines.bandwidth(line);
            case 'c' -> {
                SessionLines.connection(line);
                section.addConnection();
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
}
