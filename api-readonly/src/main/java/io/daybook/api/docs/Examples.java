package io.daybook.api.docs;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An answer of each endpoint, kept as a file that is named after its operation. */
final class Examples {

    // Jackson 2, as the library that writes the description does; digits stay as they are
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private Examples() {}

    /** The example of an operation: a tree for JSON, else text; empty when there is no file. */
    static Optional<Object> of(String operationId) {
        // a second path of the same operation gets a number behind its name
        String name = operationId.replaceFirst("_[0-9]+$", "");
        return read(name + ".json").<Object>map(Examples::tree).or(() -> read(name + ".txt"));
    }

    private static Object tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static Optional<String> read(String file) {
        try (InputStream stream = Examples.class.getResourceAsStream(file)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
