package io.daybook.cli.configuration;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * daybook.yaml: keys may be nested or written with dots.
 *
 * @param values text by full key
 */
record ConfigurationFile(Path path, Map<String, String> values) {

    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    /** Reads the file; what is wrong with it as a whole is added to {@code problems}. */
    static ConfigurationFile read(Path path, List<String> problems) {
        Map<String, String> values = new TreeMap<>();
        try {
            JsonNode root =
                    new ObjectMapper(new YAMLFactory())
                            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                            .readTree(Files.readString(path));
            if (root.isObject()) {
                flatten("", root, values, problems);
            } else if (!root.isMissingNode() && !root.isNull()) {
                problems.add("Invalid file: %s (expected keys with values)".formatted(path));
            }
        } catch (JsonProcessingException exception) {
            var where = exception.getLocation();
            // the parser's own message quotes the line, which may hold a password
            problems.add(
                    "Invalid file: %s is no YAML in line %s (expected keys with values, each once)"
                            .formatted(path, where == null ? "?" : where.getLineNr()));
        } catch (IOException exception) {
            problems.add("Invalid file: %s cannot be read (%s)".formatted(path, reason(exception)));
        }
        return new ConfigurationFile(path, values);
    }

    private static void flatten(
            String prefix, JsonNode node, Map<String, String> values, List<String> problems) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String key = prefix + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject()) {
                flatten(key + ".", value, values, problems);
            } else if (value.isArray()) {
                problems.add("Invalid %s: a list (expected one value)".formatted(key));
            } else if (values.put(key, value.isNull() ? "" : value.asText()) != null) {
                problems.add("Invalid %s: given twice (expected once)".formatted(key));
            }
        }
    }

    /** A warning when the file holds a password that others can read. */
    Optional<String> readableByOthers() {
        if (values.keySet().stream().noneMatch(Keys::isPassword)) {
            return Optional.empty();
        }
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            if (permissions.stream().noneMatch(OTHERS::contains)) {
                return Optional.empty();
            }
            return Optional.of(
                    "%s holds a password and others can read it: %s (expected rw-------; chmod 600 %s)"
                            .formatted(path, PosixFilePermissions.toString(permissions), path));
        } catch (IOException | UnsupportedOperationException exception) {
            return Optional.empty();
        }
    }

    private static String reason(IOException exception) {
        return exception instanceof java.nio.file.NoSuchFileException
                ? "there is no such file"
                : exception.getClass().getSimpleName();
    }
}
