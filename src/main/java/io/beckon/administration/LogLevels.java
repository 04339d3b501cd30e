package io.beckon.administration;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Levels of this process's log that administrators have changed for a while; afterwards they are what they were. Only of the service's
 * own categories: what others log in detail may hold tokens. Safe for use by several threads.
 */
public final class LogLevels {

    /** Maximum number of categories whose level is changed at once. */
    static final int MOST = 64;

    private static final Pattern CATEGORY = Pattern.compile("io\\.beckon(\\.[A-Za-z][A-Za-z0-9]{0,63}){0,6}");

    private final InstantSource clock;
    private final Map<String, Change> changes = new TreeMap<>();

    /** From how grave on a message is logged. */
    public enum Level {
        ERROR(java.util.logging.Level.SEVERE),
        WARN(java.util.logging.Level.WARNING),
        INFO(java.util.logging.Level.INFO),
        DEBUG(java.util.logging.Level.FINE);

        private final java.util.logging.Level logged;

        Level(java.util.logging.Level logged) {
            this.logged = logged;
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A category whose level is another one until then. */
    public record Changed(String category, Level level, Instant until) {}

    /** @param before {@code null}: the one of the category above */
    private record Change(Logger logger, Level level, Instant until, java.util.logging.@Nullable Level before) {}

    public LogLevels(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether that is a category of the service: {@code io.beckon}, a package or a class below it. */
    public static boolean isCategory(String name) {
        return CATEGORY.matcher(name).matches();
    }

    /**
     * Changes a level, or for how long it was changed.
     *
     * @param category one of the service's
     * @return false if too many are changed already
     */
    public synchronized boolean change(String category, Level level, Duration length) {
        Change known = changes.get(category);
        if (known == null && changes.size() >= MOST) {
            return false;
        }
        Logger logger = known == null ? Logger.getLogger(category) : known.logger;
        java.util.logging.Level before = known == null ? logger.getLevel() : known.before;
        changes.put(category, new Change(logger, level, clock.instant().plus(length), before));
        logger.setLevel(level.logged);
        return true;
    }

    /** Those that are changed, by name. */
    public synchronized List<Changed> all() {
        List<Changed> all = new ArrayList<>();
        changes.forEach((category, change) -> all.add(new Changed(category, change.level, change.until)));
        return all;
    }

    /** Takes back what was changed for long enough. Called once a second. */
    public synchronized void everySecond() {
        Instant now = clock.instant();
        changes.values().removeIf(change -> {
            boolean over = !now.isBefore(change.until);
            if (over) {
                change.logger.setLevel(change.before);
            }
            return over;
        });
    }
}
