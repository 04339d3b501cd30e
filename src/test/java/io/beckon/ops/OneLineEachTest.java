package io.beckon.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.logging.LogRuntimeConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class OneLineEachTest {

    private final OneLineEach filter = new OneLineEach();

    private static ExtLogRecord record(String message, ExtLogRecord.FormatStyle style, Object... parameters) {
        ExtLogRecord record = new ExtLogRecord(Level.INFO, message, style, OneLineEachTest.class.getName());
        record.setParameters(parameters);
        return record;
    }

    private String formatted(ExtLogRecord record) {
        record.getFormattedMessage();
        assertTrue(filter.isLoggable(record));
        return record.getFormattedMessage();
    }

    @Test
    void whatFillsAMessageInHasNoLines() {
        assertEquals(
                "user=a\\r\\nb\\tc\\u001b\\u0085\\u2028\\u202e role=1",
                formatted(record(
                        "user={0} role={1}",
                        ExtLogRecord.FormatStyle.MESSAGE_FORMAT, "a\r\nb\tc\u001b\u0085\u2028\u202e", 1)));
        assertEquals("a\\nb", formatted(record("%s", ExtLogRecord.FormatStyle.PRINTF, new StringBuilder("a\nb"))));
    }

    @Test
    void linesOfTheMessageItselfAreIndented() {
        assertEquals("a {0}\n    b", formatted(record("a {0}\r\nb", ExtLogRecord.FormatStyle.NO_FORMAT)));
    }

    @Test
    void soAreThoseOfExceptions() {
        ExtLogRecord record = record("failed", ExtLogRecord.FormatStyle.NO_FORMAT);
        record.setThrown(new IllegalStateException("x", new IllegalArgumentException("a\nFORGED")));
        assertTrue(filter.isLoggable(record));
        StringWriter trace = new StringWriter();
        record.getThrown().printStackTrace(new PrintWriter(trace));

        assertTrue(trace.toString().startsWith("java.lang.IllegalStateException: x"), trace::toString);
        assertTrue(trace.toString().contains("IllegalArgumentException: a\n    FORGED"), trace::toString);
        assertFalse(trace.toString().lines().anyMatch(line -> line.startsWith("FORGED")));
    }

    @Test
    void whatIsHarmlessStaysAsItIs() {
        Object parameter = new Object();
        Throwable thrown = new IllegalStateException("x");
        ExtLogRecord record = record("Grüße {0}", ExtLogRecord.FormatStyle.MESSAGE_FORMAT, parameter);
        record.setThrown(thrown);
        assertTrue(filter.isLoggable(record));

        assertSame(parameter, record.getParameters()[0]);
        assertSame(thrown, record.getThrown());
        assertEquals("Grüße {0}", record.getMessage());
    }

    /** Also one that a later version of the platform adds. */
    @Test
    void eachHandlerOfThePlatformHasIt() throws IOException {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            properties.load(file);
        }
        List<String> handlers = Stream.of(LogRuntimeConfig.class.getMethods())
                .filter(method -> method.getReturnType().getEnclosingClass() == LogRuntimeConfig.class
                        && Stream.of(method.getReturnType().getMethods())
                                .anyMatch(setting -> setting.getName().equals("filter")))
                .map(Method::getName)
                .sorted()
                .toList();
        assertTrue(handlers.containsAll(List.of("console", "file", "socket", "syslog")), handlers::toString);
        for (String handler : handlers) {
            assertEquals(OneLineEach.NAME, properties.getProperty("quarkus.log." + handler + ".filter"), handler);
        }
    }
}
