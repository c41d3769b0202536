package io.daybook.schema.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A YAML mapping that is read strictly: a key that nobody asked for and a value of another type are
 * problems, never ignored. A value that is missing or wrong is reported and read as an empty one,
 * so that all problems of a file are found at once.
 */
final class Header {

    private static final YAMLMapper YAML =
            YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final JsonMapper CANONICAL =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private final JsonNode fields;
    private final String path;
    private final FileProblems problems;

    private Header(JsonNode fields, String path, FileProblems problems) {
        this.fields = fields;
        this.path = path;
        this.problems = problems;
    }

    /** The mapping that the YAML holds; empty, with a problem reported, when it holds none. */
    static Optional<Header> parse(String yaml, FileProblems problems) {
        try {
            JsonNode fields = YAML.readTree(yaml);
            if (fields.isObject()) {
                return Optional.of(new Header(fields, "", problems));
            }
            problems.add("Invalid header: expected key: value lines");
        } catch (JsonProcessingException e) {
            problems.add("Invalid header: " + e.getOriginalMessage().replaceAll("\\s+", " "));
        }
        return Optional.empty();
    }

    /** Reports every key that is not among these. */
    void allow(List<String> keys) {
        fields.fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!keys.contains(key)) {
                                String sentence = new UnknownName("key", key, keys).getMessage();
                                problems.add(path.isEmpty() ? sentence : sentence + " in " + path);
                            }
                        });
    }

    boolean has(String key) {
        return fields.has(key);
    }

    Stream<String> keys() {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(fields.fieldNames(), Spliterator.ORDERED),
                false);
    }

    /** The value of a key that must be there. */
    String requiredText(String key) {
        if (!has(key)) {
            problems.add("Missing key: " + path(key));
            return "";
        }
        return text(key).orElse("");
    }

    Optional<String> text(String key) {
        JsonNode value = fields.path(key);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            return wrong(key, "some text");
        }
        return Optional.of(value.textValue().strip());
    }

    /** A list of names that must be there. */
    List<String> requiredNames(String key) {
        if (!has(key)) {
            problems.add("Missing key: " + path(key));
        }
        return names(key);
    }

    List<String> names(String key) {
        JsonNode value = fields.path(key);
        if (value.isMissingNode()) {
            return List.of();
        }
        List<JsonNode> items = StreamSupport.stream(value.spliterator(), false).toList();
        if (!value.isArray() || items.isEmpty() || !items.stream().allMatch(JsonNode::isTextual)) {
            wrong(key, "a list of names");
            return List.of();
        }
        List<String> names = items.stream().map(JsonNode::textValue).toList();
        if (names.stream().distinct().count() < names.size()) {
            wrong(key, "each name once");
        }
        return names;
    }

    boolean flag(String key) {
        JsonNode value = fields.path(key);
        if (!value.isMissingNode() && !value.isBoolean()) {
            wrong(key, "true or false");
        }
        return value.booleanValue();
    }

    /** The value of a key as one of the constants of an enum, written in lower case. */
    <E extends Enum<E>> Optional<E> oneOf(String key, Map<String, E> constants) {
        String text = requiredText(key);
        E constant = constants.get(text);
        if (constant == null && !text.isEmpty()) {
            wrong(key, "one of " + String.join(", ", constants.keySet()));
        }
        return Optional.ofNullable(constant);
    }

    boolean isText(String key) {
        return fields.path(key).isTextual();
    }

    Optional<Header> mapping(String key) {
        JsonNode value = fields.path(key);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            return wrong(key, "key: value pairs");
        }
        return Optional.of(new Header(value, path(key), problems));
    }

    /** The mappings of a mapping, by their keys in the order of the file. */
    Map<String, Header> requiredMappings(String key) {
        Map<String, Header> mappings = new LinkedHashMap<>();
        if (!has(key)) {
            problems.add("Missing key: " + path(key));
        }
        mapping(key)
                .ifPresent(
                        all ->
                                all.keys()
                                        .forEach(
                                                name ->
                                                        all.mapping(name)
                                                                .ifPresent(
                                                                        one ->
                                                                                mappings.put(
                                                                                        name,
                                                                                        one))));
        return mappings;
    }

    /**
     * The fields, but these, as text that does not depend on the order, the quotes or the layout of
     * keys.
     */
    String canonicalWithout(Set<String> left) {
        TreeMap<?, ?> sorted = CANONICAL.convertValue(fields, TreeMap.class);
        sorted.keySet().removeAll(left);
        try {
            return CANONICAL.writeValueAsString(sorted);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write what was read: " + fields, e);
        }
    }

    private <T> Optional<T> wrong(String key, String expected) {
        problems.add(
                "Invalid " + path(key) + ": " + fields.get(key) + " (expected " + expected + ")");
        return Optional.empty();
    }

    private String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
