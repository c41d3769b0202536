package io.daybook.cli.configuration;

import io.daybook.schema.catalogue.UnknownName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The environment's variables that look like ours and are not. */
final class Variables {

    private static final String PREFIX = "DAYBOOK_";

    /** The launcher's own, and the tests'. */
    private static final Set<String> OTHERS = Set.of("JAVA_OPTS", "TEST_JDBC_URL");

    private Variables() {}

    /**
     * A warning for each variable that is near a known one. Others are left alone: another tool may
     * use the prefix, too. Values are never shown.
     */
    static List<String> misspelt(Map<String, String> environment, List<String> keys) {
        List<String> known =
                keys.stream()
                        .map(key -> Keys.variable(key).substring(PREFIX.length()))
                        .collect(Collectors.toList());
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> name.substring(PREFIX.length()))
                .filter(name -> !known.contains(name) && !OTHERS.contains(name))
                .sorted()
                .flatMap(
                        name ->
                                UnknownName.nearest(name, known)
                                        .map(
                                                near ->
                                                        "Unknown variable: %s%s (did you mean %s%s?); it is ignored"
                                                                .formatted(
                                                                        PREFIX, name, PREFIX, near))
                                        .stream())
                .toList();
    }
}
