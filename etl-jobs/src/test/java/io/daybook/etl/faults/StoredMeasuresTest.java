package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.View;

import org.junit.jupiter.api.Test;

import java.util.regex.Pattern;

/** What cannot be added up over days is not stored. */
class StoredMeasuresTest {

    /** A division by a number is none by a count. */
    private static final Pattern RATIO =
            Pattern.compile(
                    "percent|\\bpct|_pct|ratio\\b|_rate\\b|average|\\bavg\\s*\\(|percentile|\\bmode\\s*\\(|stddev|/(?!\\s*\\d)",
                    Pattern.CASE_INSENSITIVE);

    @Test
    void noViewStoresARatioOrAnAverage() {
        assertThat(RATIO.matcher("sum(a) / count(*)").find()).as("the pattern finds one").isTrue();
        for (View view :
                Catalogue.load().marts().stream().flatMap(m -> m.views().stream()).toList()) {
            assertThat(RATIO.matcher(view.text().replaceAll("(?m)--.*$", "")).results())
                    .as(view.stem())
                    .isEmpty();
        }
    }
}
