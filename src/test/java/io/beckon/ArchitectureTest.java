package io.beckon;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.beckon.identity.TokenVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Which package may know which, and which technology lives where. To change the table, say why in an ADR. */
class ArchitectureTest {

    private static final String ROOT = "io.beckon";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** The table is what is so: a package that need not be known any more goes from it, too. */
    @Test
    void packagesUseWhatTheTableSaysAndNothingElse() {
        Map<String, Set<String>> used = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            String user = name(type.getPackageName());
            Set<String> others = used.computeIfAbsent(user, name -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency ->
                            dependency.getTargetClass().getBaseComponentType().getPackageName())
                    .filter(target -> target.startsWith(ROOT))
                    .map(ArchitectureTest::name)
                    .filter(target -> !target.equals(user))
                    .forEach(others::add);
        }
        assertEquals(lines(table()), lines(used), "the table in docs/architecture.md; to change it, say why in an ADR");
    }

    private static final Map<String, Set<Set<String>>> CIRCLES = Map.of(
            "room",
            Set.of(Set.of("Casting", "Exchange", "OfferAnswer"), Set.of("CallRoom", "Presence")),
            "following",
            Set.of(Set.of("Attachment", "FollowedRoom", "Receiver")),
            "session",
            Set.of(Set.of("CallDesk", "Host", "Replay", "RoomAnswers", "Session")),
            "calling",
            Set.of(Set.of("CallTimers", "Switchboard")),
            "control",
            Set.of(),
            "administration",
            Set.of(),
            "announcement",
            Set.of());

    /** Classes that know each other, if only by way of others, cannot be tested one by one. */
    @Test
    void circlesWithinAPackageAreThoseThatAnAdrNames() {
        CIRCLES.forEach((name, allowed) -> assertEquals(allowed, circles(ROOT + "." + name), name));
    }

    private static Set<Set<String>> circles(String packageName) {
        Map<String, Set<String>> reached = new TreeMap<>();
        CLASSES.stream()
                .filter(type -> type.getPackageName().equals(packageName))
                .forEach(type -> type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(target -> target.getPackageName().equals(packageName))
                        .forEach(target -> reached.computeIfAbsent(outermost(type), user -> new TreeSet<>())
                                .add(outermost(target))));
        for (String by : reached.keySet()) {
            for (Set<String> others : reached.values()) {
                if (others.contains(by)) {
                    others.addAll(reached.get(by));
                }
            }
        }
        Set<Set<String>> circles = new HashSet<>();
        reached.forEach((one, others) -> {
            Set<String> circle = others.stream()
                    .filter(other -> reached.getOrDefault(other, Set.of()).contains(one))
                    .collect(toCollection(TreeSet::new));
            if (circle.size() > 1) {
                circles.add(circle);
            }
        });
        return circles;
    }

    private static String outermost(JavaClass type) {
        return type.getName().substring(type.getPackageName().length() + 1).replaceFirst("\\$.*", "");
    }

    private static String lines(Map<String, Set<String>> table) {
        return table.entrySet().stream()
                .map(row -> row.getKey() + " -> " + String.join(" ", row.getValue()))
                .collect(joining("\n"));
    }

    /** By package, those that it uses: the rows that begin with a package's name under "Packages". */
    private static Map<String, Set<String>> table() {
        try (Stream<String> text = Files.lines(Path.of("docs/architecture.md"))) {
            return text.dropWhile(line -> !line.startsWith("| package "))
                    .skip(2)
                    .takeWhile(line -> line.startsWith("|"))
                    .map(line -> line.split("\\|"))
                    .collect(toMap(
                            cells -> words(cells[1]).getFirst(),
                            cells -> new TreeSet<>(words(cells[3])),
                            (a, b) -> a,
                            TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> words(String cell) {
        return Pattern.compile("`([a-z.]+)`")
                .matcher(cell)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("io.beckon.(**)").should().beFreeOfCycles());
    }

    /** But for WHIP, which is made of sessions by requests (ADR 31). */
    @Test
    void noTransportKnowsAnother() {
        check(slices().matching("io.beckon.transport.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        resideInAPackage("io.beckon.transport.whip"),
                        resideInAPackage("io.beckon.transport.signaling")));
    }

    /** So that whoever is turned away is counted, and told of, at whatever door. What {@code Callers} makes of tokens it makes for the doorkeeper. */
    @Test
    void onlyTheDoorkeeperAsksWhoseATokenIs() {
        check(noClasses()
                .that()
                .resideInAPackage(in("transport"))
                .and(not(nameMatching("io.beckon.transport.(Doorkeeper|peerjs.Callers)")))
                .should()
                .callMethod(TokenVerifier.class, "verify", String.class));
    }

    @Test
    void theCoreKnowsNoFramework() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        in("sdp"),
                        in("room"),
                        in("call"),
                        in("identity"),
                        in("announcement"),
                        in("json"),
                        in("protocol"),
                        in("records"),
                        in("log"),
                        in("audit"),
                        in("following"),
                        in("session"),
                        in("calling"),
                        in("control"),
                        in("administration"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "io.vertx..",
                        "io.netty..",
                        "io.smallrye..",
                        "jakarta..",
                        "org.eclipse.microprofile.."));
    }

    @Test
    void jsonIsReadAndWrittenInTheProtocolOnly() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(in("json"), in("protocol"), in("records"), in("development"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson..")
                        .and(not(resideInAnyPackage("com.fasterxml.jackson.annotation..")))));
        check(noClasses()
                .that()
                .resideOutsideOfPackages(in("records"), in("development"), in("transport"), in("admin"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.annotation.."));
    }

    @Test
    void aTechnologyHasOnePackage() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(in("kafka"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "io.smallrye.reactive.messaging.kafka.."));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(in("oidc"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus.oidc.."));
    }

    @Test
    void aRoomIsPureAndSoIsACall() {
        check(noClasses()
                .that()
                .resideInAnyPackage(in("room"), in("call"))
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(
                        in("room"),
                        in("call"),
                        in("sdp"),
                        "java.lang",
                        "java.lang.annotation",
                        "java.lang.invoke",
                        "java.lang.runtime",
                        "java.nio.charset",
                        "java.time",
                        "java.util",
                        "java.util.function",
                        "java.util.stream",
                        "org.jspecify.annotations")))
                .orShould()
                .dependOnClassesThat(belongToAnyOf(Thread.class, ThreadLocal.class, Runtime.class, Process.class))
                .orShould()
                .callMethodWhere(target(nameMatching("wait|notify|notifyAll"))));
    }

    @Test
    void roomsAndCallsReadNoClockAndDrawNoLots() {
        check(noClasses()
                .that()
                .resideInAnyPackage(in("room"), in("call"))
                .should()
                .dependOnClassesThat(belongToAnyOf(Clock.class, Random.class, Timer.class))
                .orShould()
                .callMethodWhere(target(
                        nameMatching("now|currentTimeMillis|nanoTime|random|randomUUID|identityHashCode|shuffle"))));
    }

    @Test
    void everyPackageIsDescribedAndNullMarked() {
        Set<String> unmarked = CLASSES.stream()
                .map(JavaClass::getPackage)
                .filter(declared -> !declared.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .collect(toCollection(TreeSet::new));
        assertEquals(Set.of(), unmarked, "packages without a package-info.java that has @NullMarked");
    }

    @Test
    void namesSayTheSubjectNotTheRole() {
        check(noClasses()
                .should()
                .haveNameMatching(".*[.$]Abstract[A-Z][^.$]*|.*(Impl|Manager|Helpers?|Utils?|Dto|DTO)"));
    }

    /** {@code transport.websocket} of {@code io.beckon.transport.websocket}. */
    private static String name(String packageName) {
        return packageName.substring(ROOT.length() + 1);
    }

    private static String in(String name) {
        return ROOT + "." + name + "..";
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }
}
