package io.daybook.etl.faults;

import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.run.MartRunner;
import io.daybook.etl.run.Progress;
import io.daybook.etl.testing.EventsMart;
import io.daybook.schema.testing.TestDatabase;

import org.postgresql.Driver;

import java.io.IOException;
import java.util.Properties;
import java.util.function.BiConsumer;

/** The mart of a test with source and store behind proxies of their own. */
final class ProxiedMart implements AutoCloseable {

    final TcpProxy source;
    final TcpProxy store;
    private final EventsMart mart;
    private final String parameters;

    /**
     * @param parameters of the JDBC URLs, such as timeouts
     */
    ProxiedMart(
            EventsMart mart,
            String parameters,
            BiConsumer<TcpProxy.Connection, String> sourceFault,
            BiConsumer<TcpProxy.Connection, String> storeFault) {
        this.mart = mart;
        this.parameters = parameters;
        this.source = proxy(mart.source, sourceFault);
        this.store = proxy(mart.store, storeFault);
    }

    /** Nothing happens to messages for it. */
    static void unharmed(TcpProxy.Connection connection, String message) {}

    MartRunner runner() {
        SourceSettings from = mart.sourceSettings();
        StoreSettings to = mart.storeSettings();
        return new MartRunner(
                EventsMart.MART,
                new SourceSettings(
                        url(source, mart.source),
                        from.credentials(),
                        from.schema(),
                        from.overlap(),
                        from.longestTransaction(),
                        from.floor()),
                new StoreSettings(url(store, mart.store), to.owner(), to.writer(), to.readerRole()),
                Progress.SILENT);
    }

    private String url(TcpProxy proxy, TestDatabase database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable&gssEncMode=disable%s"
                .formatted(proxy.port(), database.name(), parameters);
    }

    private static TcpProxy proxy(
            TestDatabase database, BiConsumer<TcpProxy.Connection, String> fault) {
        Properties address = Driver.parseURL(database.url(), new Properties());
        return new TcpProxy(
                address.getProperty("PGHOST"),
                Integer.parseInt(address.getProperty("PGPORT")),
                fault);
    }

    @Override
    public void close() throws IOException {
        source.close();
        store.close();
    }
}
