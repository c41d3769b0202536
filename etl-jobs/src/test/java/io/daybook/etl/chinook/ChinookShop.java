package io.daybook.etl.chinook;

import io.daybook.etl.testing.EventsMart;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.postgresql.PGConnection;

/**
 * The shop's tables loaded from CSV files, the contract's views over them, and a role that reads.
 */
final class ChinookShop implements AutoCloseable {

    private static final String SCHEMA = "daybook_events";

    private final TestDatabase owner = TestPostgres.server().createDatabase();
    private final String role = owner.name().toLowerCase(Locale.ROOT) + "_source";

    ChinookShop(Path data) {
        owner.execute(resource("tables.sql"));
        load("genre", "genre_id, name", data);
        load(
                "track",
                "track_id, name, album_id, media_type_id, genre_id, composer, milliseconds, bytes,"
                        + " unit_price",
                data);
        load(
                "invoice",
                "invoice_id, customer_id, invoice_date, billing_address, billing_city,"
                        + " billing_state, billing_country, billing_postal_code, total",
                data);
        load("invoice_line", "invoice_line_id, invoice_id, track_id, unit_price, quantity", data);
        owner.execute(resource("views.sql"));
        // roles are of the whole server: this one has the database's name
        owner.execute(resource("role.sql").replace("daybook_source", role));
        owner.execute("analyze");
    }

    /** The mart over the shop's views, as the role that may only read them. */
    EventsMart mart() {
        TestDatabase reading = new TestDatabase(owner.name(), owner.url(), role, "choose-one");
        return EventsMart.over(reading, SCHEMA);
    }

    /** What the shop's own application does. */
    void change(String sql) {
        owner.execute(sql);
    }

    static String resource(String name) {
        try (InputStream file = ChinookShop.class.getResourceAsStream("/chinook/" + name)) {
            if (file == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private void load(String table, String columns, Path data) {
        try (Connection connection = owner.connect();
                InputStream file = Files.newInputStream(data.resolve(table + ".csv"))) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy %s (%s) from stdin (format csv, header, encoding 'UTF8')"
                                    .formatted(table, columns),
                            file);
        } catch (SQLException | IOException exception) {
            throw new IllegalStateException("cannot load " + table + ".csv", exception);
        }
    }

    @Override
    public void close() {
        owner.execute("drop owned by %1$s; drop role %1$s".formatted(role));
    }
}
