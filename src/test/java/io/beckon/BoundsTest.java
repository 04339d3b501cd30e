package io.beckon;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever may hold any number of things is bounded, and "What is bounded" in docs/architecture.md says by what. Each such field has
 * a line in bounds.txt, which is explained there; the numbers in the documentation are those of the code.
 */
class BoundsTest {

    private static final String ROOT = "io.beckon.";
    private static final Path DOCUMENT = Path.of("docs/architecture.md");
    private static final Pattern NAMED = Pattern.compile("`(beckon\\.[^`]+|[a-z.]+\\.[A-Z][^`]*\\.[A-Z_]+)`");
    private static final List<Class<?>> HOLDERS =
            List.of(Collection.class, Map.class, Cache.class, AsyncCache.class, ExecutorService.class);

    /** A line of bounds.txt. */
    private record Line(String holder, boolean isBounded, String says) {}

    /** A row of the table. */
    private record Row(String what, String by, String usual) {}

    private static List<Line> lines() {
        try (InputStream in = BoundsTest.class.getResourceAsStream("/bounds.txt")) {
            String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" ", 3))
                    .map(parts -> new Line(parts[0], parts[1].equals("="), parts[2].strip()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Row> rows() {
        try (Stream<String> text = Files.lines(DOCUMENT)) {
            return text.dropWhile(line -> !line.equals("## What is bounded"))
                    .skip(1)
                    .takeWhile(line -> !line.startsWith("## "))
                    .filter(line -> line.startsWith("| "))
                    .skip(2)
                    .map(line -> line.split("\\|"))
                    .map(cells -> new Row(cells[1].strip(), cells[2].strip(), cells[3].strip()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> holders() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.beckon").stream()
                        .filter(type -> !type.isRecord() && !type.isInterface())
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> !field.getModifiers().toString().contains("SYNTHETIC") && holds(field))
                        .map(field -> shortened(field.getOwner()) + "." + field.getName())
                        .collect(toCollection(TreeSet::new));
    }

    private static boolean holds(JavaField field) {
        return HOLDERS.stream().anyMatch(field.getRawType()::isAssignableTo);
    }

    private static String shortened(JavaClass type) {
        return type.getName().substring(ROOT.length()).replace('$', '.');
    }

    @Test
    void everythingThatHoldsManyHasItsLine() {
        Set<String> unknown = holders();
        lines().forEach(line -> unknown.remove(line.holder));
        assertTrue(
                unknown.isEmpty(),
                () -> "add to src/test/resources/bounds.txt, with a row of \"What is bounded\" in " + DOCUMENT
                        + " or with the reason why it needs none:\n"
                        + unknown.stream().map(field -> field + " = ").collect(joining("\n")));
    }

    @Test
    void everyLineIsOfSomething() {
        Set<String> known = holders();
        List<String> stale = lines().stream()
                .map(Line::holder)
                .filter(holder -> !known.contains(holder) && !isClass(holder))
                .toList();
        assertEquals(
                List.of(), stale, "in src/test/resources/bounds.txt, but neither a field that holds many nor a class");
    }

    private static boolean isClass(String name) {
        return CodeNumbers.find(name) != null;
    }

    @Test
    void linesAndRowsAreOfOneMind() {
        Set<String> said = new TreeSet<>();
        lines().stream().filter(Line::isBounded).forEach(line -> said.add(line.says));
        Set<String> rows = rows().stream().map(Row::what).collect(toCollection(TreeSet::new));
        Set<String> lacking = new TreeSet<>(said);
        lacking.removeAll(rows);
        assertEquals(Set.of(), lacking, "rows that bounds.txt names and \"What is bounded\" does not have");
        rows.removeAll(said);
        assertEquals(Set.of(), rows, "rows of \"What is bounded\" for which bounds.txt has no line");
    }

    /** Whoever adds a bound shows that it holds. */
    @Test
    void eachBoundIsFilledByATest() {
        Set<String> named = new TreeSet<>();
        rows().forEach(row -> NAMED.matcher(row.by).results().forEach(name -> named.add(name.group(1))));
        Set<String> filled = new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests()).importPackages("io.beckon").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(Fills.class))
                        .flatMap(method -> Stream.of(
                                method.getAnnotationOfType(Fills.class).value()))
                        .collect(toCollection(TreeSet::new));
        Set<String> stale = new TreeSet<>(filled);
        stale.removeAll(named);
        assertEquals(Set.of(), stale, "a test fills it, and \"What is bounded\" does not name it");
        named.removeAll(filled);
        assertEquals(Set.of(), named, "no test has @Fills of it: fill it to the bound and beyond");
    }

    /** In the second column properties and constants are in code font; the third has their values. */
    @Test
    void theNumbersAreThoseOfTheCode() {
        List<String> wrong = new ArrayList<>();
        for (Row row : rows()) {
            Matcher named = NAMED.matcher(row.by);
            boolean any = false;
            while (named.find()) {
                any = true;
                String name = named.group(1);
                String value = CodeNumbers.of(name);
                if (value == null) {
                    wrong.add(row.what + ": there is no " + name);
                } else if (CodeNumbers.forms(value).stream().noneMatch(row.usual.toLowerCase(Locale.ROOT)::contains)) {
                    wrong.add(row.what + ": " + name + " is " + CodeNumbers.forms(value) + ", not " + row.usual);
                }
            }
            if (!any) {
                wrong.add(row.what + ": names no constant, such as `session.Replies.MOST`, and no property");
            }
        }
        assertEquals(List.of(), wrong);
    }
}
