package io.daybook.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    select 1; | Refused: ; (a view is one SELECT)
                    select NOW ( ) | Refused: now() (a metric depends on its inputs only)
                    select current_date | Refused: current_date (a metric depends on its inputs only)
                    select Current_Timestamp(3) | Refused: current_timestamp (a metric depends on its inputs only)
                    select current_time | Refused: current_time (a metric depends on its inputs only)
                    select localtime | Refused: localtime (a metric depends on its inputs only)
                    select localtimestamp | Refused: localtimestamp (a metric depends on its inputs only)
                    select random() | Refused: random() (a metric depends on its inputs only)
                    with /**/ recursive a as (select 1) select 1 | Refused: with recursive (inputs are narrowed, recursion is not)
                    select 1 as daybook_lo | Refused: daybook_lo (these names are the engine's)
                    select 1 as "daybook_lo" | Refused: "daybook_lo" (these names are the engine's)
                    select date ' Today ' | Refused: ' Today ' (a metric depends on its inputs only)
                    select cast('now' as date) | Refused: 'now' (a metric depends on its inputs only)
                    select 1) v, (select 2 | Unbalanced parentheses: expected each to be closed after it was opened
                    select (1 | Unbalanced parentheses: expected each to be closed after it was opened
                    select 'a | Not closed: 'a
                    select 1 /* a | Not closed: /* a
                    select "a | Not closed: "a
                    select $$a | Not closed: $$a
                    """)
    void refusesEverywhere(String text, String expected) {
        assertThat(TextRules.broken(text, true)).containsExactly(expected);
        assertThat(TextRules.broken(text, false)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    select a::date | Refused: :: (expected cast(x as type))
                    select date_trunc('day', a) | Refused: date_trunc (expected cast(timezone(zone, instant) as date))
                    select generate_series(1, 2) | Refused: generate_series (no other engine has it)
                    select EXTRACT ( epoch from a) | Refused: extract(epoch (expected another field)
                    """)
    void refusesUnportableWordsOverTheSourceOnly(String text, String expected) {
        assertThat(TextRules.broken(text, true)).containsExactly(expected);
        assertThat(TextRules.broken(text, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1 -- now(); daybook_x ::",
                "select ';', 'now()', '::', 'daybook_x', 'nowhere', 'today is fine'",
                "select \"now()\", \";\", \"my_daybook_x\"",
                "select known(), is_current_date, my_daybook_x, randomly, nowhere from a",
                "select extract(minute from timezone('UTC', a))",
                "select ')('"
            })
    void acceptsWhatOnlyLooksAlike(String text) {
        assertThat(TextRules.broken(text, true)).isEmpty();
    }

    @Test
    void namesEveryBrokenRule() {
        assertThat(TextRules.broken("select now(), a::date;", true))
                .containsExactly(
                        "Refused: ; (a view is one SELECT)",
                        "Refused: now() (a metric depends on its inputs only)",
                        "Refused: :: (expected cast(x as type))");
    }
}
