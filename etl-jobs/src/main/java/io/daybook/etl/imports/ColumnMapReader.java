package io.daybook.etl.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.daybook.etl.imports.ColumnMap.Constant;
import io.daybook.etl.imports.ColumnMap.FromFile;
import io.daybook.etl.imports.ColumnMap.Origin;
import io.daybook.etl.run.RunFailure;
import io.daybook.schema.catalogue.Contract;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.UnknownName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a column map strictly; all its problems are told at once. */
final class ColumnMapReader {

    private static final YAMLMapper YAML =
            YAMLMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // No is the name of many a column
                    .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                    .build();
    private static final long LARGEST = 1024 * 1024;
    private static final List<String> KEYS = List.of("columns", "ignore");
    private static final List<String> COLUMN_KEYS = List.of("column", "constant", "values", "zone");

    private final Contract.Table table;
    private final List<String> problems = new ArrayList<>();

    private ColumnMapReader(Contract.Table table) {
        this.table = table;
    }

    /**
     * The map in this file.
     *
     * @throws RunFailure with exit code 2 naming everything that is wrong with it
     */
    static ColumnMap read(Path file, Contract.Table table) {
        ColumnMapReader reader = new ColumnMapReader(table);
        ColumnMap map = reader.map(file);
        if (!reader.problems.isEmpty()) {
            throw new RunFailure(
                    2,
                    "Invalid --map: %s; nothing was changed:\n  %s"
                            .formatted(file.getFileName(), String.join("\n  ", reader.problems)));
        }
        return map;
    }

    private ColumnMap map(Path file) {
        JsonNode map = parsed(file);
        if (!map.isObject()) {
            problems.add("no map (expected the keys columns and ignore)");
            return ColumnMap.NONE;
        }
        refuseUnknown(map, KEYS, "");
        Map<String, Origin> origins = new HashMap<>();
        JsonNode columns = map.path("columns");
        if (!columns.isMissingNode() && !columns.isObject()) {
            problems.add("Invalid columns (expected contract columns and where they come from)");
        }
        columns.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (known(name)) {
                                origins.put(name, origin(name, columns.get(name)));
                            }
                        });
        return new ColumnMap(origins, ignored(map.path("ignore")));
    }

    private JsonNode parsed(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new RunFailure(
                        2,
                        "Invalid --map: %s has %d bytes (expected at most %d). Nothing was changed."
                                .formatted(file.getFileName(), Files.size(file), LARGEST));
            }
            return YAML.readTree(Files.readString(file));
        } catch (JsonProcessingException invalid) {
            problems.add("no YAML: " + invalid.getOriginalMessage().replaceAll("\\s+", " "));
            return YAML.createObjectNode();
        } catch (CharacterCodingException invalid) {
            problems.add("no text in UTF-8");
            return YAML.createObjectNode();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private boolean known(String name) {
        if (name.equals(Mart.CHANGE_COLUMN)) {
            problems.add(Mart.CHANGE_COLUMN + " is not imported: the load's clock stamps it");
            return false;
        }
        if (!table.columnNames().contains(name)) {
            problems.add(
                    new UnknownName("column of " + table.name(), name, table.columnNames())
                            .getMessage());
            return false;
        }
        return true;
    }

    private Origin origin(String name, JsonNode node) {
        if (node.isTextual()) {
            return new FromFile(node.textValue(), Map.of(), Optional.empty());
        }
        String path = "columns." + name;
        if (!node.isObject()) {
            problems.add(
                    "Invalid %s: %s (expected a column of the file, or some of %s)"
                            .formatted(path, node, String.join(", ", COLUMN_KEYS)));
            return new Constant(null);
        }
        refuseUnknown(node, COLUMN_KEYS, path);
        if (node.has("constant")) {
            if (node.size() > 1) {
                problems.add(path + ": a constant stands alone (expected no other key beside it)");
            }
            return new Constant(scalar(node.get("constant"), path + ".constant"));
        }
        return new FromFile(
                node.has("column") ? text(node.get("column"), path + ".column") : name,
                values(node.path("values"), path + ".values"),
                zone(node, path + ".zone"));
    }

    private Map<String, @Nullable String> values(JsonNode node, String path) {
        Map<String, @Nullable String> values = new HashMap<>();
        if (!node.isMissingNode() && !node.isObject()) {
            problems.add("Invalid %s: %s (expected text: value pairs)".formatted(path, node));
        }
        node.fieldNames()
                .forEachRemaining(
                        text -> values.put(text, scalar(node.get(text), path + "." + text)));
        return values;
    }

    private Optional<ZoneId> zone(JsonNode node, String path) {
        if (!node.has("zone")) {
            return Optional.empty();
        }
        String name = text(node.get("zone"), path);
        if (ZoneId.getAvailableZoneIds().contains(name)) {
            return Optional.of(ZoneId.of(name));
        }
        String nearest =
                UnknownName.nearest(name, ZoneId.getAvailableZoneIds().stream().sorted().toList())
                        .map(near -> "did you mean " + near + "?")
                        .orElse("expected an IANA name such as Europe/Berlin");
        problems.add("Unknown zone: %s (%s) in %s".formatted(name, nearest, path));
        return Optional.empty();
    }

    private List<String> ignored(JsonNode node) {
        List<String> names = new ArrayList<>();
        if (!node.isMissingNode() && !node.isArray()) {
            problems.add("Invalid ignore: %s (expected a list of columns)".formatted(node));
        } else {
            node.forEach(name -> names.add(text(name, "ignore")));
        }
        return names;
    }

    private void refuseUnknown(JsonNode node, List<String> keys, String path) {
        node.fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!keys.contains(key)) {
                                problems.add(
                                        new UnknownName("key", key, keys).getMessage()
                                                + (path.isEmpty() ? "" : " in " + path));
                            }
                        });
    }

    private String text(JsonNode node, String path) {
        if (!node.isTextual() || node.textValue().isBlank()) {
            problems.add("Invalid %s: %s (expected some text)".formatted(path, node));
            return "";
        }
        return node.textValue();
    }

    private @Nullable String scalar(JsonNode node, String path) {
        if (!node.isValueNode()) {
            problems.add("Invalid %s: %s (expected one value or null)".formatted(path, node));
            return null;
        }
        return node.isNull() ? null : node.asText();
    }
}
