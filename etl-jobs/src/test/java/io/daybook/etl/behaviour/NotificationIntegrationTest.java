package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.etl.run.RunFailure;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.schema.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Whoever listens on daybook_publication, also as the reader, hears each publication once. */
class NotificationIntegrationTest {

    private final EventsMart mart = EventsMart.create();

    @Test
    void tellsTheMartAndItsGenerationWithThePublication() throws SQLException {
        new EventsRows(mart).event(1);
        try (Connection listener = mart.store.connect(TestPostgres.READER, TestPostgres.READER)) {
            listen(listener);
            mart.run();
            assertThat(heard(listener)).containsExactly("events 1");
            mart.run();
            assertThat(heard(listener)).containsExactly("events 2");
            mart.source.execute("alter table events.refund drop column amount");
            assertThatThrownBy(mart::run).isInstanceOf(RunFailure.class);
            assertThat(heard(listener)).isEmpty();
        }
    }

    private static void listen(Connection listener) throws SQLException {
        try (Statement statement = listener.createStatement()) {
            statement.execute("listen daybook_publication");
        }
    }

    /** What arrived by now: the server hands notifications out with the next answer. */
    private static List<String> heard(Connection listener) throws SQLException {
        try (Statement statement = listener.createStatement()) {
            statement.execute("select 1");
        }
        List<String> payloads = new ArrayList<>();
        for (PGNotification notification : listener.unwrap(PGConnection.class).getNotifications()) {
            payloads.add(notification.getParameter());
        }
        return payloads;
    }
}
