package io.daybook.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls between the modules, and the arrows inside them. */
@AnalyzeClasses(
        packages = "io.daybook",
        importOptions = {
            ImportOption.DoNotIncludeTests.class,
            ArchitectureTest.DoNotIncludeTestJars.class
        })
class ArchitectureTest {

    /** From the phase package on, other modules' tests are seen as a jar. */
    static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String SCHEMA = "io.daybook.schema..";
    private static final String ETL = "io.daybook.etl..";
    private static final String API = "io.daybook.api..";
    private static final String CLI = "io.daybook.cli..";

    @ArchTest
    static final ArchRule schemaDependsOnNothingOfOurs =
            noClasses()
                    .that()
                    .resideInAPackage(SCHEMA)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ETL, API, CLI, "org.flywaydb..", "org.springframework..");

    @ArchTest
    static final ArchRule theWriterDependsOnSchemaOnly =
            noClasses()
                    .that()
                    .resideInAPackage(ETL)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(API, CLI);

    @ArchTest
    static final ArchRule theReaderDependsOnSchemaOnly =
            noClasses()
                    .that()
                    .resideInAPackage(API)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ETL, CLI, "org.springframework.batch..", "org.flywaydb..");

    @ArchTest
    static final ArchRule theCommandLineHoldsNoSql =
            noClasses()
                    .that()
                    .resideInAPackage(CLI)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.sql..",
                            "javax.sql..",
                            "org.jooq..",
                            "org.flywaydb..",
                            "org.springframework..");

    /** So that nothing of it is loaded unless it is chosen. */
    @ArchTest
    static final ArchRule onlyThePackageOfRedisKnowsItsClient =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.daybook.api.redis..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.lettuce..", "io.netty..", "org.springframework.data..");

    @ArchTest
    static final ArchRule everyClassLivesInAModule =
            classes()
                    .that()
                    .resideInAPackage("io.daybook..")
                    .should()
                    .resideInAnyPackage(SCHEMA, ETL, API, CLI);

    @ArchTest
    static final ArchRule noCyclesInSchema =
            slices().matching("io.daybook.schema.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noCyclesInTheWriter =
            slices().matching("io.daybook.etl.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noCyclesInTheReader =
            slices().matching("io.daybook.api.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noCyclesInTheCommandLine =
            slices().matching("io.daybook.cli.(**)").should().beFreeOfCycles();
}
