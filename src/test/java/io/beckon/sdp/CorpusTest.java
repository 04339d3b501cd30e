package io.beckon.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 158 exchanges that Chromium and Firefox had: nothing in them may be refused. */
class CorpusTest {

    private static final List<JsonObject> MESSAGES = new ArrayList<>();

    @BeforeAll
    static void load() throws IOException {
        try (InputStream file = new GZIPInputStream(CorpusTest.class.getResourceAsStream("/corpus/browsers.json.gz"))) {
            JsonArray exchanges = new JsonArray(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            for (int i = 0; i < exchanges.size(); i++) {
                for (Object message : exchanges.getJsonObject(i).getJsonArray("exchange")) {
                    MESSAGES.add((JsonObject) message);
                }
            }
        }
    }

    @Test
    void everyDescriptionIsAccepted() throws Exception {
        SdpParser parser = new SdpParser(SdpLimits.DEFAULTS);
        int accepted = 0;
        for (JsonObject message : MESSAGES) {
            String type = message.getString("type", "none");
            if (message.containsKey("sdp") && !type.equals("rollback")) {
                String sdp = message.getString("sdp");
                SessionDescription description =
                        parser.parse(sdp, DescriptionType.valueOf(type.toUpperCase(Locale.ROOT)));
                assertEquals(sdp.split("\r\nm=").length - 1, description.mediaSections());
                accepted++;
            }
        }
        assertEquals(416, accepted);
    }

    @Test
    void everyCandidateIsAccepted() throws Exception {
        int accepted = 0;
        for (JsonObject message : MESSAGES) {
            JsonObject candidate = message.getJsonObject("candidate", new JsonObject());
            String line = candidate == null ? "" : candidate.getString("candidate", "");
            if (!line.isEmpty()) {
                CandidateParser.parse(line);
                accepted++;
            }
        }
        assertEquals(2213, accepted);
    }
}
