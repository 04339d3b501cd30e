package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.beckon.records.AuditRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.ConverterConfig;
import org.apache.kafka.connect.storage.ConverterType;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.junit.jupiter.api.Test;

/** The recipe for Kafka Connect in docs/audit.md: a worker can read with it what is written. */
class ArchiveRecipeTest {

    /** What a worker as it is shipped converts keys and values by. */
    private static final Map<String, String> WORKER = Map.of(
            "key.converter", "org.apache.kafka.connect.json.JsonConverter",
            "key.converter.schemas.enable", "true",
            "value.converter", "org.apache.kafka.connect.json.JsonConverter",
            "value.converter.schemas.enable", "true",
            "header.converter", "org.apache.kafka.connect.storage.SimpleHeaderConverter");

    private static final String DATA = "{\"room\":\"stand-up\",\"bytes\":12,\"media\":[\"audio\"]}";

    private static final ProducerRecord<byte[], byte[]> RECORD = AuditRecords.write(
            "signaling.audit",
            null,
            new AuditRecord(
                    "events-17-4711-0",
                    "io.beckon.audit.message.relayed.v1",
                    "default/stand-up",
                    Instant.parse("2026-03-01T09:00:00Z"),
                    DATA.getBytes(UTF_8)));

    private final String document = Files.readString(Path.of("docs/audit.md"));
    private final JsonNode recipe;

    ArchiveRecipeTest() throws IOException {
        Matcher block = Pattern.compile("### Into an archive\n.*?```json\n(.*?)```", Pattern.DOTALL)
                .matcher(document);
        assertTrue(block.find());
        recipe = new ObjectMapper().readTree(block.group(1));
    }

    private Map<String, String> settings(String prefix) {
        Map<String, String> all = new HashMap<>(WORKER);
        recipe.get("config")
                .properties()
                .forEach(setting -> all.put(setting.getKey(), setting.getValue().textValue()));
        Map<String, String> settings = new HashMap<>();
        all.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                settings.put(name.substring(prefix.length()), value);
            }
        });
        return settings;
    }

    private <T> T made(String setting, Class<T> type) throws ReflectiveOperationException {
        return type.cast(Class.forName(settings("").get(setting))
                .getDeclaredConstructor()
                .newInstance());
    }

    private Object converted(String which, boolean isKey, byte[] bytes) throws ReflectiveOperationException {
        Converter converter = made(which, Converter.class);
        converter.configure(settings(which + "."), isKey);
        return converter.toConnectData(RECORD.topic(), RECORD.headers(), bytes).value();
    }

    @Test
    void keysAndValuesCanBeConverted() throws ReflectiveOperationException {
        assertEquals("default/stand-up", converted("key.converter", true, RECORD.key()));
        assertEquals("stand-up", ((Map<?, ?>) converted("value.converter", false, RECORD.value())).get("room"));
    }

    @Test
    void attributesAreTexts() throws ReflectiveOperationException {
        HeaderConverter converter = made("header.converter", HeaderConverter.class);
        Map<String, String> settings = settings("header.converter.");
        settings.put(ConverterConfig.TYPE_CONFIG, ConverterType.HEADER.getName());
        converter.configure(settings);
        for (Header header : RECORD.headers()) {
            assertEquals(
                    new String(header.value(), UTF_8),
                    converter
                            .toConnectHeader(RECORD.topic(), header.key(), header.value())
                            .value());
        }
    }

    @Test
    void nothingButTheHourEndsAnObject() {
        Map<String, String> sink = settings("");
        assertEquals(Integer.toString(Integer.MAX_VALUE), sink.get("flush.size"));
        assertEquals("3600000", sink.get("rotate.schedule.interval.ms"));
        assertEquals("read_committed", sink.get("consumer.override.isolation.level"));
    }

    @Test
    void itsGroupMayRead() {
        String group = "connect-" + recipe.get("name").textValue();
        assertTrue(document.contains("--operation Read --group " + group + "\n"), group);
    }
}
