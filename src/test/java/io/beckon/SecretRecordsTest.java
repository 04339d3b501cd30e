package io.beckon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A record says all of itself, unless it has words of its own: one with a secret needs them, for whoever logs it. */
class SecretRecordsTest {

    private static final Set<String> SECRETS = Set.of("token", "secret", "password");

    @Test
    void noRecordSaysItsSecret() {
        Set<String> telling = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.beckon").stream()
                        .filter(JavaClass::isRecord)
                        .filter(SecretRecordsTest::hasSecret)
                        .filter(SecretRecordsTest::saysAll)
                        .map(JavaClass::getName)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), telling);
    }

    private static boolean hasSecret(JavaClass type) {
        return type.getFields().stream()
                .filter(field -> field.getRawType().isEquivalentTo(String.class))
                .map(JavaField::getName)
                .anyMatch(SECRETS::contains);
    }

    /** What the compiler writes touches no field by name: it asks {@code java.lang.runtime.ObjectMethods}. */
    private static boolean saysAll(JavaClass type) {
        return type.getMethods().stream()
                .filter(method -> method.getName().equals("toString"))
                .allMatch(method -> method.getAccessesFromSelf().isEmpty());
    }

    @Test
    void oneThatDoesIsFound() {
        record Telling(String token) {}
        record Silent(String token, int number) {
            @Override
            public String toString() {
                return "Silent[" + number + "]";
            }
        }
        List<JavaClass> both = new ClassFileImporter()
                .importClasses(Telling.class, Silent.class).stream()
                        .filter(type -> hasSecret(type) && saysAll(type))
                        .toList();
        assertEquals(
                List.of(Telling.class.getName()),
                both.stream().map(JavaClass::getName).toList());
    }
}
