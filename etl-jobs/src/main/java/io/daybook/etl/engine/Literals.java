package io.daybook.etl.engine;

import static org.jooq.impl.DSL.inline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Values as SQL text, rendered by jOOQ: COPY takes no parameters, so values stand in the statement.
 */
public final class Literals {

    private static final DSLContext INLINE = DSL.using(SQLDialect.POSTGRES);

    private Literals() {}

    public static String text(@Nullable String value) {
        return value == null ? "null" : render(inline(value));
    }

    public static String id(long value) {
        return Long.toString(value);
    }

    public static String day(@Nullable LocalDate day) {
        return day == null ? "cast(null as date)" : render(inline(day));
    }

    public static String instant(Instant instant) {
        return render(inline(instant.atOffset(ZoneOffset.UTC)));
    }

    /** A quoted identifier, for names that a user configured. */
    public static String identifier(String name) {
        return INLINE.render(DSL.quotedName(name));
    }

    static String texts(Collection<String> values) {
        return render(inline(values.toArray(String[]::new)));
    }

    public static String ids(Collection<Long> values) {
        return render(inline(values.toArray(Long[]::new)));
    }

    static String days(List<LocalDate> values) {
        return render(inline(values.toArray(LocalDate[]::new)));
    }

    private static String render(Param<?> value) {
        return INLINE.renderInlined(value);
    }
}
