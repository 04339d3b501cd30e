package io.beckon.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PcNameTest {

    @Test
    void aNameInGeneralUseIsShownAndOfAnyOtherAHash() {
        assertEquals("", new PcName("").value());
        assertEquals("screen", new PcName("screen").value());
        // printf %s my-secret | sha256sum | cut -c1-12
        assertEquals("~186ef76e9d6a", new PcName("my-secret").value());
        assertEquals(new PcName("my-secret"), new PcName("my-secret"));
    }

    @Test
    void whatLooksLikeAHashIsHashed() {
        assertTrue(new PcName("~186ef76e9d6a").value().matches("~[0-9a-f]{12}"));
        assertTrue(!new PcName("~186ef76e9d6a").value().equals("~186ef76e9d6a"));
    }

    @Test
    void theManualHasTheNames() throws IOException {
        String manual = Files.readString(Path.of("docs/audit.md"), UTF_8);
        PcName.KNOWN.stream()
                .filter(name -> !name.isEmpty())
                .forEach(name -> assertTrue(manual.contains("`" + name + "`"), name));
    }
}
