package io.beckon.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** The audit file of one server, and what is in it. */
final class AuditTrailFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path = Path.of("target", "wire", "audit-" + UUID.randomUUID() + ".jsonl");

    @Override
    public String toString() {
        return path.toString();
    }

    /** Whole lines only. */
    String text() {
        try {
            String text = Files.exists(path) ? Files.readString(path) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> events() {
        return text().lines().map(AuditTrailFile::json).toList();
    }

    /** An event's type, without what all types have in common. */
    static String kind(JsonNode event) {
        return event.path("type").asText().replace("io.beckon.audit.", "").replace(".v1", "");
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
