package io.beckon;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Integration tests run beside each other unless they say that they do not. */
class TestsAtOnceTest {

    @Test
    void browsersAndClustersHaveTheMachineToThemselves() {
        classes()
                .that()
                .haveSimpleNameEndingWith("IT")
                .and(JavaClass.Predicates.resideInAPackage("io.beckon.web..")
                        .or(JavaClass.Predicates.resideInAPackage("io.beckon.cluster..")))
                .and()
                .doNotHaveSimpleName("KafkaClusterIT")
                .should()
                .beAnnotatedWith(Isolated.class)
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.OnlyIncludeTests())
                        .importPackages("io.beckon.web", "io.beckon.cluster"));
    }
}
