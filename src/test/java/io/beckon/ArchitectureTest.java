package io.beckon;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Which package may know which, and which technology lives where. To change the table, say why in an ADR. */
class ArchitectureTest {

    private static final String ROOT = "io.beckon";

    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            entry("sdp", Set.of()),
            entry("room", Set.of("sdp")),
            entry("call", Set.of("room")),
            entry("identity", Set.of("room")),
            entry("protocol", Set.of("sdp", "room", "call", "identity")),
            entry("log", Set.of("room", "call", "identity")),
            entry("audit", Set.of("room", "identity")),
            entry("session", Set.of("sdp", "room", "call", "protocol", "identity", "log", "audit")),
            entry("transport", Set.of("sdp", "room", "protocol", "identity", "session")),
            entry("kafka", Set.of("sdp", "room", "call", "protocol", "log", "audit", "identity")),
            entry("oidc", Set.of("identity", "room")),
            entry("development", Set.of("identity", "room")),
            entry("admin", Set.of("room", "identity", "protocol", "log", "session", "audit", "transport")),
            entry("ops", Set.of("session", "log")),
            entry(
                    "app",
                    Set.of(
                            "sdp",
                            "room",
                            "call",
                            "identity",
                            "protocol",
                            "log",
                            "audit",
                            "session",
                            "transport",
                            "kafka",
                            "oidc",
                            "development",
                            "admin",
                            "ops")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void everyPackageHasItsPlaceInTheTable() {
        Set<String> unknown = CLASSES.stream()
                .map(type -> top(type.getPackageName()))
                .filter(name -> !MAY_USE.containsKey(name))
                .collect(toCollection(TreeSet::new));
        assertEquals(Set.of(), unknown, "packages that are not in the table; add them and say why in an ADR");
    }

    @Test
    void aPackageUsesOnlyWhatTheTableAllows() {
        MAY_USE.forEach((name, used) -> {
            String[] others = MAY_USE.keySet().stream()
                    .filter(other -> !other.equals(name) && !used.contains(other))
                    .map(ArchitectureTest::in)
                    .toArray(String[]::new);
            check(noClasses()
                    .that()
                    .resideInAPackage(in(name))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others));
        });
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("io.beckon.(**)").should().beFreeOfCycles());
    }

    @Test
    void noTransportKnowsAnother() {
        check(slices().matching("io.beckon.transport.(*)..").should().notDependOnEachOther());
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
                        in("protocol"),
                        in("log"),
                        in("audit"),
                        in("session"))
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
                .resideOutsideOfPackages(in("protocol"), in("development"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson..")
                        .and(not(resideInAnyPackage("com.fasterxml.jackson.annotation..")))));
        check(noClasses()
                .that()
                .resideOutsideOfPackages(in("protocol"), in("development"), in("transport"), in("admin"))
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

    /** {@code transport} of {@code io.beckon.transport.websocket}; empty for the root itself. */
    private static String top(String packageName) {
        return packageName.equals(ROOT)
                ? ""
                : packageName.substring(ROOT.length() + 1).replaceFirst("\\..*", "");
    }

    private static String in(String name) {
        return ROOT + "." + name + "..";
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }
}
