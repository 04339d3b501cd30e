package io.beckon.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** compose.yaml, as it is once its anchors are put in. */
class ComposeTest {

    private static JsonObject compose() throws IOException {
        String text = Files.readString(Path.of("compose.yaml"));
        Map<String, Object> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        return new JsonObject(read);
    }

    @Test
    void eachBrokerWritesToAVolumeOfItsOwn() throws IOException {
        JsonObject compose = compose();
        JsonObject services = compose.getJsonObject("services");
        List<String> brokers = services.fieldNames().stream()
                .filter(name -> name.startsWith("broker-"))
                .toList();
        assertEquals(3, brokers.size());
        Set<String> volumes = new HashSet<>();
        for (String broker : brokers) {
            JsonObject service = services.getJsonObject(broker);
            String written = service.getJsonObject("environment").getString("KAFKA_LOG_DIRS");
            assertNotNull(written, broker);
            String volume = service.getJsonArray("volumes").stream()
                    .map(mount -> ((String) mount).split(":"))
                    .filter(mount -> mount[1].equals(written))
                    .map(mount -> mount[0])
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(broker + " writes to " + written + ", which is no volume"));
            assertTrue(compose.getJsonObject("volumes").containsKey(volume), volume);
            assertTrue(volumes.add(volume), volume + " is of two brokers");
        }
    }
}
