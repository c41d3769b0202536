package io.daybook.cli.configuration;

import io.daybook.schema.catalogue.UnknownName;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks keys up in the environment, then in the file, and collects what is wrong with values. */
final class Settings {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(s|m|h|d)");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private final Map<String, String> environment;
    private final @Nullable ConfigurationFile file;
    private final List<String> problems;

    Settings(
            Map<String, String> environment,
            @Nullable ConfigurationFile file,
            List<String> problems) {
        this.environment = Map.copyOf(environment);
        this.file = file;
        this.problems = problems;
    }

    List<String> problems() {
        return problems;
    }

    /** Names every key of the file that means nothing. */
    void refuseUnknown(List<String> known) {
        if (file != null) {
            file.values().keySet().stream()
                    .filter(key -> !known.contains(key))
                    .forEach(
                            key ->
                                    problems.add(
                                            new UnknownName("key", key, known).getMessage()
                                                    + " in "
                                                    + file.path()));
        }
    }

    /** A value that is not blank; a blank one counts as not given. */
    Optional<String> text(String key) {
        return given(key).filter(value -> !value.isBlank());
    }

    /** A value as it is given, also an empty one: a role may have no password. */
    Optional<String> given(String key) {
        String value = environment.get(Keys.variable(key));
        if (value == null && file != null) {
            value = file.values().get(key);
        }
        return Optional.ofNullable(value);
    }

    Duration duration(String key, Duration otherwise) {
        return read(key, "a duration such as 60s or 1h", Settings::parseDuration).orElse(otherwise);
    }

    /** Names with commas between them; none of them blank. */
    Set<String> list(String key, Set<String> otherwise) {
        return text(key).map(Settings::parseList).orElse(otherwise);
    }

    private static Set<String> parseList(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Optional<LocalDate> day(String key) {
        return read(key, "a day such as 2025-01-31", Settings::parseDay);
    }

    int atLeastOne(String key, int otherwise) {
        return read(key, "a whole number from 1 on", Settings::parseCount).orElse(otherwise);
    }

    private <T> Optional<T> read(String key, String expected, Function<String, T> reading) {
        Optional<String> text = text(key);
        try {
            return text.map(reading);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException exception) {
            problems.add(
                    "Invalid %s: %s (expected %s)"
                            .formatted(key, text.orElse(""), expected + origin(key)));
            return Optional.empty();
        }
    }

    /** Where a value comes from, for messages. */
    String origin(String key) {
        String variable = Keys.variable(key);
        if (environment.containsKey(variable)) {
            return "; from " + variable;
        }
        return file == null ? "" : "; from " + file.path();
    }

    private static Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static LocalDate parseDay(String text) {
        if (!DAY.matcher(text.strip()).matches()) {
            throw new IllegalArgumentException(text);
        }
        return LocalDate.parse(text.strip());
    }

    private static int parseCount(String text) {
        int count = new BigInteger(text.strip()).intValueExact();
        if (count < 1) {
            throw new IllegalArgumentException(text);
        }
        return count;
    }
}
