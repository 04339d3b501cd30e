package io.beckon.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.sdp.CandidatePolicy;
import io.beckon.sdp.DescriptionType;
import io.beckon.sdp.Finding;
import io.beckon.sdp.Rule;
import io.beckon.sdp.SdpCheck;
import io.beckon.sdp.Severity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What Chromium and libwebrtc in Node made of hundreds of odd descriptions and candidates ({@code judged.json}), and where this service
 * judges otherwise: {@code differences.txt}, each with the rule that is the reason. {@code UPDATE=1} writes that file anew.
 */
class JudgedTest {

    private static final JsonObject JUDGED = read();
    private static final MediaCheck CHECK = new MediaCheck(WireLimits.DEFAULT, CandidatePolicy.OPEN);
    private static final Path DIFFERENCES = Path.of("src/test/resources/sdp/differences.txt");

    /** Where no finding says why they are relayed: identifiers that collide, and m-sections that a candidate alone does not know. */
    private static final Set<String> UNSEEN = Set.of(
            "extmap id twice",
            "FID before its ssrcs",
            "simulcast",
            "unknown mid",
            "unknown index",
            "unknown mid, known index");

    private static JsonObject read() {
        try (InputStream file = JudgedTest.class.getResourceAsStream("/sdp/judged.json")) {
            return new JsonObject(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whereItIsJudgedOtherwiseThanByChromiumARuleIsTheReason() throws Exception {
        List<String> found = new ArrayList<>();
        for (String kind : List.of("offers", "answers", "candidates")) {
            for (JsonObject judged : cases(kind)) {
                SdpCheck.Report report = report(kind, judged);
                if (report.accepted() != isAccepted(judged.getString("chromium"))) {
                    found.add(
                            kind + " | " + judged.getString("id") + " | " + (report.accepted() ? "relayed" : "refused")
                                    + " | " + reasons(kind, judged.getString("id"), report));
                }
            }
        }
        if (System.getenv("UPDATE") != null) {
            Files.write(DIFFERENCES, found);
        }
        assertEquals(String.join("\n", Files.readAllLines(DIFFERENCES)), String.join("\n", found));
    }

    @Test
    void everyReasonIsInTheTable() throws Exception {
        Set<String> known = Arrays.stream(Rule.values()).map(Rule::id).collect(Collectors.toSet());
        for (String line : Files.readAllLines(DIFFERENCES)) {
            assertTrue(
                    known.containsAll(
                            List.of(line.substring(line.lastIndexOf("| ") + 2).split(", "))),
                    line);
        }
    }

    /** A rule by which something is refused must not say that libwebrtc does, where Chromium does not. */
    @Test
    void noReasonContradictsTheVerdict() throws Exception {
        for (String line : Files.readAllLines(DIFFERENCES)) {
            String[] cells = line.split(" \\| ");
            for (String id : cells[2].equals("refused") ? cells[3].split(", ") : new String[0]) {
                Rule rule = Rule.valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
                assertFalse(rule.sentence().contains("libwebrtc refuses"), line);
            }
        }
    }

    @Test
    void whatIsRelayedAsItShouldBeIsWithoutFindings() throws Exception {
        for (JsonObject judged : cases("offers")) {
            if (judged.getString("id").endsWith("as-is")) {
                assertEquals(List.of(), report("offers", judged).findings());
            }
        }
    }

    /** What it is refused for; else what it is warned of; else, of these alone, what a check cannot know or nobody looks at. */
    private static String reasons(String kind, String id, SdpCheck.Report report) {
        Severity worst = report.accepted() ? Severity.WARNING : Severity.REFUSED;
        Set<String> rules = report.findings().stream()
                .filter(finding -> finding.severity() == worst)
                .map(Finding::rule)
                .collect(Collectors.toCollection(TreeSet::new));
        if (rules.isEmpty()) {
            assertTrue(UNSEEN.contains(id), () -> "no rule says why it is relayed: " + kind + " " + id);
            return (kind.equals("candidates") ? Rule.CANDIDATE_MID : Rule.COLLISIONS).id();
        }
        return String.join(", ", rules);
    }

    private static boolean isAccepted(String verdict) {
        return verdict.startsWith("accepted");
    }

    private static List<JsonObject> cases(String kind) {
        return JUDGED.getJsonArray(kind).stream().map(JsonObject.class::cast).toList();
    }

    private static SdpCheck.Report report(String kind, JsonObject judged) throws MalformedMessage {
        if (kind.equals("candidates")) {
            return CHECK.judge(new JsonObject()
                    .put("candidate", judged.getJsonObject("init"))
                    .encode()
                    .getBytes(StandardCharsets.UTF_8));
        }
        DescriptionType type =
                DescriptionType.valueOf(kind.substring(0, kind.length() - 1).toUpperCase(Locale.ROOT));
        String offer = judged.containsKey("offer") ? base(judged.getString("offer")) : null;
        return CHECK.description(text(judged), type, offer);
    }

    private static String base(String name) {
        return JUDGED.getJsonObject("bases").getString(name);
    }

    private static String text(JsonObject judged) {
        String text = base(judged.getString("base"));
        for (Object each : judged.getJsonArray("edits")) {
            String original = ((JsonArray) each).getString(0);
            int at = text.indexOf(original);
            assertTrue(at >= 0, judged::encode);
            text = text.substring(0, at) + ((JsonArray) each).getString(1) + text.substring(at + original.length());
        }
        return judged.getBoolean("lf", false) ? text.replace("\r\n", "\n") : text;
    }
}
