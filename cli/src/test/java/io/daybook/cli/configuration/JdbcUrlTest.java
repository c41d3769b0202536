package io.daybook.cli.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost/shop",
                "jdbc:postgresql://localhost:5433/shop?sslmode=verify-full&sslrootcert=/etc/ca.pem",
                "jdbc:postgresql://a:1,b:2/shop?targetServerType=primary",
                "jdbc:postgresql://[::1]:5432/shop",
            })
    void acceptsHowToConnect(String url) {
        assertThat(JdbcUrl.problems("store.url", url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socketFactory",
                "socketFactoryArg",
                "sslfactory",
                "sslhostnameverifier",
                "sslpasswordcallback",
                "authenticationPluginClassName",
                "loggerFile",
                "loggerLevel",
                "options",
                "currentSchema",
                "service",
                "localSocketAddress",
            })
    void refusesWhatLoadsClassesOpensFilesOrSetsTheSession(String parameter) {
        assertThat(JdbcUrl.problems("store.url", "jdbc:postgresql://h/d?" + parameter + "=canary"))
                .singleElement()
                .asString()
                .startsWith("Unknown parameter of store.url: " + parameter)
                .doesNotContain("canary");
    }

    @Test
    void namesTheNearestParameter() {
        assertThat(JdbcUrl.problems("store.url", "jdbc:postgresql://h/d?sslmod=require"))
                .containsExactly("Unknown parameter of store.url: sslmod (did you mean sslmode?)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h/d?user=u&password=canary",
                "jdbc:postgresql://u:canary@h/d",
                "postgres://u:canary@h/d",
                "jdbc:mysql://h/d?password=canary",
            })
    void refusesAPasswordWithoutRepeatingIt(String url) {
        assertThat(JdbcUrl.problems("source.url", url))
                .isNotEmpty()
                .noneMatch(problem -> problem.contains("canary"));
    }

    @Test
    void refusesAUrlThatTheDriverCannotRead() {
        assertThat(JdbcUrl.problems("source.url", "jdbc:postgresql://h:port/d"))
                .containsExactly(
                        "Invalid source.url: jdbc:postgresql://h:port/d (expected"
                                + " jdbc:postgresql://host:port/database)");
    }
}
