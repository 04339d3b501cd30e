package io.beckon.image;

import static net.bytebuddy.matcher.ElementMatchers.is;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/**
 * An agent in a JVM that writes down whose members somebody asks for by reflection, and who: a line for each pair, as
 * {@code caller type}. It is what the tracing agent of GraalVM would do, which other JVMs do not have.
 */
public final class ReflectionRecorder {

    /** Frames; so deep in those of Java nobody is who asks. */
    private static final int DEPTH = 32;

    private static final StackWalker STACK = StackWalker.getInstance();

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final ThreadLocal<Boolean> busy = ThreadLocal.withInitial(() -> false);
    private final OutputStream out;

    private ReflectionRecorder(OutputStream out) {
        this.out = out;
    }

    /** @param arguments the jar with the {@link ReflectionSeam}, and the file to write, with a comma between them */
    public static void premain(String arguments, Instrumentation instrumentation) throws IOException {
        String[] files = arguments.split(",", 2);
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(files[0]));
        ReflectionRecorder recorder =
                new ReflectionRecorder(Files.newOutputStream(Path.of(files[1]), StandardOpenOption.CREATE));
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .ignore(none())
                .type(is(Class.class))
                .transform((builder, type, loader, module, domain) -> builder.visit(Advice.to(Entered.class)
                        .on(namedOneOf(
                                        "getConstructor",
                                        "getConstructors",
                                        "getDeclaredConstructor",
                                        "getDeclaredConstructors",
                                        "getDeclaredFields",
                                        "getDeclaredMethod",
                                        "getDeclaredMethods",
                                        "getFields",
                                        "getMethod",
                                        "getMethods",
                                        "getRecordComponents")
                                .and(not(isStatic())))))
                .installOn(instrumentation);
        ReflectionSeam.listener = recorder::lookedInto;
    }

    /** Becomes the beginning of the methods of {@link Class}. */
    static final class Entered {

        private Entered() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object type) {
            ReflectionSeam.lookedInto(type);
        }
    }

    private void lookedInto(Class<?> type) {
        if (busy.get()) {
            return;
        }
        busy.set(true);
        try {
            List<StackWalker.StackFrame> frames =
                    STACK.walk(stack -> stack.limit(DEPTH).toList());
            // A native executable has the constants of every enum.
            if (frames.stream().anyMatch(frame -> frame.getMethodName().equals("getEnumConstantsShared"))) {
                return;
            }
            String caller = frames.stream()
                    .map(StackWalker.StackFrame::getClassName)
                    .filter(name -> !name.startsWith("java.") && !name.startsWith("io.beckon.image."))
                    .findFirst()
                    .orElse("-");
            if (seen.add(caller + ' ' + type.getName())) {
                write(caller + ' ' + type.getName() + '\n');
            }
        } finally {
            busy.set(false);
        }
    }

    private synchronized void write(String line) {
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The option of a JVM that writes to this file what is looked into. */
    static String option(Path folder, Path record) throws IOException {
        Path seam = folder.resolve("seam.jar");
        Path agent = folder.resolve("recorder.jar");
        jar(seam, new Manifest(), List.of(ReflectionSeam.class));
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", ReflectionRecorder.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        attributes.put(
                Attributes.Name.CLASS_PATH,
                AgentBuilder.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString());
        jar(agent, manifest, List.of(ReflectionRecorder.class, Entered.class));
        return "-javaagent:" + agent + "=" + seam + "," + record;
    }

    private static void jar(Path file, Manifest manifest, List<Class<?>> classes) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (Class<?> type : classes) {
                String entry = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new ZipEntry(entry));
                try (InputStream bytes = type.getClassLoader().getResourceAsStream(entry)) {
                    bytes.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
    }
}
