package io.beckon.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** What real browsers said to each other. */
final class Corpus {

    private Corpus() {}

    /** {@code from} in its steps is {@code a}, who offers first, or {@code b}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Exchange(String stack, String scenario, List<JsonNode> exchange) {

        @Override
        public String toString() {
            return stack + ": " + scenario;
        }
    }

    static List<Exchange> exchanges() {
        try (InputStream file = Corpus.class.getResourceAsStream("/corpus/browsers.json.gz")) {
            return new ObjectMapper().readValue(new GZIPInputStream(file), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
