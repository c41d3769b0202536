package io.daybook.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionVersionTest {

    @Test
    void isTheSameForEver() {
        // stored in every ledger: a change here rebuilds all history of everyone
        assertThat(DefinitionVersion.of("{}", "select 1")).isEqualTo("b2e838cc77aece4b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "select 1|select\\n\\t 1",
                "select 1|  select 1 \\n",
                "select 1|select /* one */ 1",
                "select 1|select/* one /* and */ a half */1",
                "select 1|select -- one\\n1",
                "select 1|select 1 -- the end",
                "select 'a' 'b'|select 'a'   'b'",
                "select e'it\\'s', 1|select e'it\\'s',  1"
            })
    void staysWhenCommentsAndWhiteSpaceChange(String text, String other) {
        String broken = other.replace("\\n", "\n").replace("\\t", "\t");
        assertThat(DefinitionVersion.of("{}", broken)).isEqualTo(DefinitionVersion.of("{}", text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select 1|select 2",
                "select 1|SELECT 1",
                "select 'a b'|select 'a  b'",
                "select 'a'|select 'a' 'b'",
                "select '-- a'|select '-- b'",
                "select '/* a */'|select '/* b */'",
                "select 'it''s  a'|select 'it''s a'",
                "select 'a\\'  'b  c'|select 'a\\'  'b c'",
                "select e'a\\'  b'|select e'a\\' b'",
                "select \"a  b\"|select \"a b\"",
                "select \"a\"\"  b\"|select \"a\"\" b\"",
                "select $$a  b$$|select $$a b$$",
                "select $x$a  $$ b$x$|select $x$a $$ b$x$",
                "select a$b$  , 1, '$b$'|select a$b$  , 2, '$b$'"
            })
    void changesWithWhatIsComputed(String text, String other) {
        assertThat(DefinitionVersion.of("{}", other))
                .isNotEqualTo(DefinitionVersion.of("{}", text));
    }

    @Test
    void changesWithTheHeader() {
        assertThat(DefinitionVersion.of("{\"row\":\"a\"}", "select 1"))
                .isNotEqualTo(DefinitionVersion.of("{\"row\":\"b\"}", "select 1"));
    }
}
