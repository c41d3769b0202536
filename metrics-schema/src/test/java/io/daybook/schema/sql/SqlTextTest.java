package io.daybook.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT a|select a",
                "a -- now()|a",
                "a /* ; /* ; */ ; */ b|a   b",
                "'it''s ;' b|'' b",
                "e'it\\'s ;' b|e'' b",
                "'back\\' b '|'' b ''",
                "name'x\\' b|name'' b",
                "\"a\"\";\" b|\"\" b",
                "$$ ; $$ b|'' b",
                "$a$ $$ ; $a$ b|'' b",
                "a$b$ ; $b$|a$b$ ; ''",
                "$1 ; $2|$1 ; $2",
                "a - b / c * d|a - b / c * d"
            })
    void tellsCodeFromTheRest(String sql, String code) {
        assertThat(SqlText.code(sql).strip()).isEqualTo(code);
    }
}
