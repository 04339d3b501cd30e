package io.beckon.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The restriction ids of one m-section and its simulcast line (RFC 8851, RFC 8853). */
final class Streams {

    private static final int MOST_RIDS = 64;

    private final List<String> rids = new ArrayList<>(4);
    private @Nullable Cursor simulcast;
    private int simulcastLine;

    void addRid(String rid, Line line) throws MalformedDescription {
        if (rids.contains(rid)) {
            throw line.malformed("a second rid with the same id in the same section");
        }
        if (rids.size() == MOST_RIDS) {
            throw MalformedDescription.tooLarge(line.number(), "the m-section has more than " + MOST_RIDS + " rids");
        }
        rids.add(rid);
    }

    /** Keeps the simulcast line until all ids are known. */
    void setSimulcast(Line line) {
        Cursor value = line.value();
        simulcast = new Cursor(value.text(), value.position(), value.end());
        simulcastLine = line.number();
    }

    /**
     * @param line by which refusals are told
     * @param garbled whether a rid was refused, so that a name that is not there may be its
     */
    void checkSimulcast(Line line, boolean garbled) throws MalformedDescription {
        Cursor value = simulcast;
        if (value == null) {
            return;
        }
        boolean sends = direction(value, line, garbled);
        if (value.skipSpace() && !value.atEnd() && direction(value, line, garbled) == sends) {
            throw malformed("simulcast must not have the same direction twice");
        }
        if (!value.atEnd()) {
            throw malformed("simulcast must be lists of rids for send, recv or both");
        }
    }

    /** Reads one direction with its list; whether it is {@code send}. One more space at the end is let pass (seen in use). */
    private boolean direction(Cursor value, Line line, boolean garbled) throws MalformedDescription {
        boolean sends = value.skip("send ");
        if (!sends && !value.skip("recv ")) {
            throw malformed("simulcast must be lists of rids for send, recv or both");
        }
        int streams = 0;
        do {
            value.skip('~');
            checkRid(value, line, garbled);
            if (++streams > MOST_RIDS) {
                throw malformed("simulcast lists more than " + MOST_RIDS + " rids");
            }
        } while (value.skip(';') || value.skip(','));
        return sends;
    }

    private void checkRid(Cursor value, Line line, boolean garbled) throws MalformedDescription {
        value.skipAll(CharacterClass.RID);
        for (String rid : rids) {
            if (value.wordIs(rid)) {
                return;
            }
        }
        if (!garbled) {
            line.refuse(malformed("simulcast names the rid " + Excerpt.ofWord(value) + ", which has no a=rid line"));
        }
    }

    private MalformedDescription malformed(String reason) {
        return new MalformedDescription(Rule.SIMULCAST, simulcastLine, reason);
    }
}
