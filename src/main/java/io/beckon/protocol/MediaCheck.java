package io.beckon.protocol;

import io.beckon.sdp.CandidatePolicy;
import io.beckon.sdp.DescriptionType;
import io.beckon.sdp.Finding;
import io.beckon.sdp.Rule;
import io.beckon.sdp.SdpCheck;
import io.beckon.sdp.SdpCheck.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges a description or a candidate that is only asked about, with everything that frames with it would be held to. Safe for use by
 * any number of threads.
 */
public final class MediaCheck {

    private final SdpCheck check;
    private final CandidateReader candidates;

    public MediaCheck(WireLimits limits, CandidatePolicy policy) {
        this.check = new SdpCheck(MediaSyntax.sdpLimits(limits), policy);
        this.candidates = new CandidateReader(limits, new MediaSyntax(limits, policy));
    }

    /**
     * Judges {@code {type, sdp, offer?}} or {@code {candidate}}.
     *
     * @throws MalformedMessage if the body is no such object
     */
    public Report judge(byte[] json) throws MalformedMessage {
        Fields body;
        try {
            body = FrameReader.read(json);
        } catch (IOException e) {
            throw MalformedMessage.badJson(String.valueOf(e.getMessage()));
        }
        if (body.get("sdp") == null && body.find("candidate") != null) {
            return candidate(body);
        }
        DescriptionType type = type(Fields.textOf(body.requireText("type")));
        if (type == null) {
            throw body.bad("type", "must be offer, answer or pranswer");
        }
        Value offer = body.text("offer");
        return description(Fields.textOf(body.requireText("sdp")), type, offer == null ? null : Fields.textOf(offer));
    }

    /** @param offer what an answer answers; {@code null} if that is not known */
    public Report description(String sdp, DescriptionType type, @Nullable String offer) {
        return check.description(sdp, type, offer);
    }

    /** In whatever case; {@code null} if there is no such type. */
    public static @Nullable DescriptionType type(@Nullable String name) {
        for (DescriptionType type : DescriptionType.values()) {
            if (type.wireName().equalsIgnoreCase(name)) {
                return type;
            }
        }
        return null;
    }

    private Report candidate(Fields body) throws MalformedMessage {
        Value value = body.find("candidate");
        boolean bare = value != null && value.isText();
        Fields init = value == null || bare || value.isNull() ? null : body.object("candidate");
        Value text = bare ? value : init == null ? null : init.get("candidate");
        String candidate = text == null || !text.isText() ? "" : Fields.textOf(text);
        Report report = candidate.isEmpty()
                ? new Report(true, List.of())
                : check.candidate(candidate, init == null ? null : fragment(init));
        boolean completed = init != null && text == null && init.isTrue("completed");
        return init == null || completed ? report : withInit(report, init, candidate);
    }

    /** {@code null} too for one that is refused by itself. */
    private static @Nullable String fragment(Fields init) {
        try {
            return CandidateReader.fragment(init);
        } catch (MalformedMessage refused) {
            return null;
        }
    }

    private static boolean namesNoSection(Fields init) {
        Value mid = init.get("sdpMid");
        return (mid == null || mid.isText() && Fields.textOf(mid).isEmpty()) && init.get("sdpMLineIndex") == null;
    }

    /** What the other members add: which m-section and which fragment are meant. */
    private Report withInit(Report report, Fields init, String candidate) {
        List<Finding> findings = new ArrayList<>(report.findings());
        if (!candidate.isEmpty() && namesNoSection(init)) {
            findings.add(Finding.of(Rule.CANDIDATE_SECTION, null, Rule.CANDIDATE_SECTION.sentence(), null));
        }
        List<MalformedMessage> faults = candidates.faults(init);
        for (MalformedMessage fault : faults) {
            Rule rule = fault.code() == ErrorCode.TOO_LARGE ? Rule.SIZE : Rule.CANDIDATE_INIT;
            findings.add(Finding.of(rule, null, String.valueOf(fault.getMessage()), null));
        }
        return new Report(report.accepted() && faults.isEmpty(), List.copyOf(findings));
    }
}
