package io.beckon.ops;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what others say from making lines of the log: in what a message is filled in with, control characters and all else that ends a line are
 * written as escapes. Lines of the message itself, and of what an exception says, stay, but all after the first are indented. Every handler
 * of the log has it by configuration.
 */
@LoggingFilter(name = OneLineEach.NAME)
public final class OneLineEach implements Filter {

    static final String NAME = "one-line-each";

    @Override
    public boolean isLoggable(LogRecord record) {
        Object[] filledIn = record.getParameters();
        if (filledIn != null && escape(filledIn)) {
            record.setParameters(filledIn);
        }
        String message = record.getMessage();
        if (message != null && isBroken(message)) {
            if (record instanceof ExtLogRecord extended) {
                extended.setMessage(indented(message), extended.getFormatStyle());
            } else {
                record.setMessage(indented(message));
            }
        }
        Throwable thrown = record.getThrown();
        if (thrown != null && isBroken(thrown)) {
            record.setThrown(new Indented(thrown));
        }
        return true;
    }

    /** Whether there was anything to escape. A number or a time says nothing that others have written. */
    private static boolean escape(@Nullable Object[] values) {
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            String text = values[i] == null || values[i] instanceof Number ? "" : String.valueOf(values[i]);
            if (isBroken(text)) {
                values[i] = escaped(text);
                any = true;
            }
        }
        return any;
    }

    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                    if (isBreak(c)) {
                        escaped.append(String.format("\\u%04x", (int) c));
                    } else {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }

    /** Tabs and line feeds stay, since they are of the service's own making as a rule; but no line looks like the log's own. */
    static String indented(String text) {
        StringBuilder indented = new StringBuilder(text.length() + 64);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> indented.append("\n    ");
                case '\r' -> {}
                case '\t' -> indented.append(c);
                default -> indented.append(isBreak(c) ? escaped(String.valueOf(c)) : String.valueOf(c));
            }
        }
        return indented.toString();
    }

    private static boolean isBroken(String text) {
        return text.chars().anyMatch(OneLineEach::isBreak);
    }

    private static boolean isBroken(Throwable thrown) {
        return isBroken(thrown.toString())
                || thrown.getCause() != null && thrown.getCause() != thrown && isBroken(thrown.getCause());
    }

    /** What ends a line somewhere, moves a terminal's cursor, or turns the direction in which is read. */
    private static boolean isBreak(int c) {
        return Character.isISOControl(c)
                || c == 0x2028
                || c == 0x2029
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069;
    }

    /** An exception as it is printed. */
    private static final class Indented extends Throwable {

        private static final long serialVersionUID = 1L;

        Indented(Throwable thrown) {
            super(
                    indented(thrown.toString()),
                    thrown.getCause() == null || thrown.getCause() == thrown ? null : new Indented(thrown.getCause()),
                    false,
                    true);
            setStackTrace(thrown.getStackTrace());
        }

        @Override
        public String toString() {
            return String.valueOf(getMessage());
        }
    }
}
