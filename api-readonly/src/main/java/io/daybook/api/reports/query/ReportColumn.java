package io.daybook.api.reports.query;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Field;

/**
 * One column that a report can have.
 *
 * @param field of the view's table or of its directory; for a ratio the measure above the line, for
 *     a set of ids its size in one row
 * @param per the measure below a ratio's line; the stored set; the field itself for all others
 * @param money an amount in the currency that stands beside it
 */
public record ReportColumn(
        String name, Role role, Kind kind, Field<?> field, Field<?> per, boolean money) {

    /** What can be done with a column. */
    public enum Role {
        /** Rows are grouped by it. */
        DIMENSION,
        /** Is added. */
        MEASURE,
        /** Is computed from the sums of two measures. */
        RATIO,
        /** Counts the ids of the rows' sets, each once however many rows have it. */
        DISTINCT,
        /** Says something of one row; cannot be added. */
        ATTRIBUTE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What its values are. */
    public enum Kind {
        INTEGER,
        NUMBER,
        TEXT,
        DATE,
        INSTANT,
        FLAG;

        /** Empty for what no report shows, such as sets of ids. */
        static Optional<Kind> of(Field<?> field) {
            Class<?> type = field.getType();
            if (type == Long.class || type == Integer.class || type == Short.class) {
                return Optional.of(INTEGER);
            }
            if (type == BigDecimal.class) {
                return Optional.of(NUMBER);
            }
            if (type == String.class) {
                return Optional.of(TEXT);
            }
            if (type == LocalDate.class) {
                return Optional.of(DATE);
            }
            if (type == OffsetDateTime.class) {
                return Optional.of(INSTANT);
            }
            return type == Boolean.class ? Optional.of(FLAG) : Optional.empty();
        }

        boolean isNumber() {
            return this == INTEGER || this == NUMBER;
        }

        boolean isTime() {
            return this == DATE || this == INSTANT;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ReportColumn of(Field<?> field, Role role, Kind kind, boolean money) {
        return new ReportColumn(field.getName(), role, kind, field, field, money);
    }

    boolean is(Role other) {
        return role == other;
    }
}
