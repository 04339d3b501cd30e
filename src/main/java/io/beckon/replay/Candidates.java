package io.beckon.replay;

import io.beckon.audit.JsonText;
import io.beckon.room.Json;
import io.beckon.room.Proposal;
import io.beckon.sdp.CandidateParser;
import io.beckon.sdp.IceCandidate;
import io.beckon.sdp.MalformedCandidate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The candidates that a frame brings, in its description or by itself. */
final class Candidates {

    private static final String LINE = "a=candidate:";

    private Candidates() {}

    /** In order of appearance; the end of candidates is none. */
    static List<CandidateKind> of(@Nullable Proposal proposal) {
        if (proposal instanceof Proposal.Offer offer) {
            return described(offer.body());
        }
        if (proposal instanceof Proposal.Answer answer) {
            return described(answer.body());
        }
        return proposal instanceof Proposal.Candidate candidate ? trickled(candidate.body()) : List.of();
    }

    private static List<CandidateKind> described(Json body) {
        String sdp = text(body, "sdp");
        return sdp == null
                ? List.of()
                : sdp.lines()
                        .filter(line -> line.startsWith(LINE))
                        .map(Candidates::kind)
                        .toList();
    }

    private static List<CandidateKind> trickled(Json body) {
        String candidate = text(body, "candidate");
        return candidate == null || candidate.isEmpty() ? List.of() : List.of(kind(candidate));
    }

    private static CandidateKind kind(String candidate) {
        try {
            IceCandidate parsed = CandidateParser.parse(candidate);
            return parsed.isMdns()
                    ? CandidateKind.MDNS
                    : CandidateKind.valueOf(parsed.type().toUpperCase(Locale.ROOT));
        } catch (MalformedCandidate e) {
            return CandidateKind.UNREADABLE;
        }
    }

    private static @Nullable String text(Json body, String name) {
        JsonText member = JsonText.member(body, name);
        if (member == null) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (int c = member.next(); c != JsonText.END; c = member.next()) {
            text.append((char) c);
        }
        return text.toString();
    }
}
