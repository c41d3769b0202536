package io.daybook.api.publication;

import static io.daybook.schema.generated.daybook.Tables.MART_STATE;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The newest publication of every mart, in one small statement. */
final class PublicationQueries {

    private static final Field<OffsetDateTime> NOW =
            DSL.field("clock_timestamp()", SQLDataType.TIMESTAMPWITHTIMEZONE);

    private PublicationQueries() {}

    /** By mart; a mart that was never published is absent. */
    static Map<String, Publication> newest(DSLContext dsl) {
        List<Publication> published =
                dsl.select(MART_STATE.MART, MART_STATE.GENERATION, MART_STATE.AS_OF)
                        .from(MART_STATE)
                        // a first run that failed leaves a state without a generation
                        .where(MART_STATE.GENERATION.isNotNull())
                        .fetch(
                                row ->
                                        new Publication(
                                                row.value1(),
                                                row.value2(),
                                                row.value3().toInstant()));
        Map<String, Publication> byMart = new TreeMap<>();
        published.forEach(publication -> byMart.put(publication.mart(), publication));
        return byMart;
    }

    /** The store's clock. */
    static OffsetDateTime now(DSLContext dsl) {
        return dsl.select(NOW).fetchSingle().value1();
    }
}
