package io.beckon;

import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Numbers of the code that documents repeat: defaults of properties, and constants. */
public final class CodeNumbers {

    private static final String ROOT = "io.beckon.";
    private static final Map<String, String> DEFAULTS = new TreeMap<>();

    static {
        Class<?> config = find("app.BeckonConfig");
        if (config == null) {
            throw new IllegalStateException("there is no configuration");
        }
        collect("beckon", config);
    }

    private CodeNumbers() {}

    /** The default of a property, or the value of a constant such as {@code session.Replies.MOST}; {@code null} if there is none. */
    public static String of(String name) {
        return name.startsWith("beckon.") ? DEFAULTS.get(name) : constant(name);
    }

    /** The same of one that is there, and whole. */
    public static long number(String name) {
        String value = of(name);
        if (value == null) {
            throw new AssertionError("there is no " + name);
        }
        return Long.parseLong(value);
    }

    /** A class by its name below the root; nested ones are written with a dot. */
    static Class<?> find(String name) {
        String candidate = ROOT + name;
        while (true) {
            try {
                return Class.forName(candidate, false, CodeNumbers.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                int dot = candidate.lastIndexOf('.');
                if (dot <= ROOT.length()) {
                    return null;
                }
                candidate = candidate.substring(0, dot) + "$" + candidate.substring(dot + 1);
            }
        }
    }

    private static String constant(String name) {
        int dot = name.lastIndexOf('.');
        Class<?> type = dot < 0 ? null : find(name.substring(0, dot));
        try {
            Field field = type == null ? null : type.getDeclaredField(name.substring(dot + 1));
            if (field == null) {
                return null;
            }
            field.setAccessible(true);
            return String.valueOf(field.get(null));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static void collect(String prefix, Class<?> type) {
        for (Method method : type.getMethods()) {
            WithName given = method.getAnnotation(WithName.class);
            String name = prefix + "." + (given == null ? kebab(method.getName()) : given.value());
            WithDefault usual = method.getAnnotation(WithDefault.class);
            if (usual != null) {
                DEFAULTS.put(name, usual.value());
            } else if (method.getReturnType().isInterface()
                    && method.getReturnType().getName().startsWith(ROOT)) {
                collect(name, method.getReturnType());
            }
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** How a value may be written. */
    static Set<String> forms(String value) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(value.toLowerCase(Locale.ROOT));
        if (value.matches("\\d+")) {
            long number = Long.parseLong(value);
            forms.add(String.format(Locale.ROOT, "%,d", number));
            forms.add(bytes(number).toLowerCase(Locale.ROOT));
        }
        return forms;
    }

    /** With the largest unit of which there is a whole number. */
    public static String bytes(long number) {
        if (number > 0 && number % (1 << 20) == 0) {
            return String.format(Locale.ROOT, "%,d MiB", number >> 20);
        }
        return number > 0 && number % (1 << 10) == 0
                ? String.format(Locale.ROOT, "%,d KiB", number >> 10)
                : String.format(Locale.ROOT, "%,d", number);
    }
}
