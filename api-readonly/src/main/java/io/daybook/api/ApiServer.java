package io.daybook.api;

import io.daybook.api.publication.Publications;
import io.daybook.api.reports.query.ReportViews;
import io.daybook.api.store.ReaderRole;
import io.daybook.api.store.Store;
import io.daybook.api.store.StoreUnreachable;
import io.daybook.api.store.StoreVersion;
import io.daybook.schema.catalogue.Catalogue;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The read API as a running HTTP server. Owns its connections; close it once. */
public final class ApiServer implements AutoCloseable {

    static {
        // jOOQ greets by logger; a reader's log is no place for it
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private final ServeSettings settings;
    private final Opened opened;
    private final ServletWebServerApplicationContext context;

    /** What the process holds of the store: the pool, and the listener beside it. */
    record Opened(Store store, Publications publications) implements AutoCloseable {

        @Override
        public void close() {
            publications.close();
            store.close();
        }
    }

    private ApiServer(
            ServeSettings settings, Opened opened, ServletWebServerApplicationContext context) {
        this.settings = settings;
        this.opened = opened;
        this.context = context;
    }

    /**
     * Starts the HTTP server; returns once it answers.
     *
     * @throws UnsafeAddress when the host is not a loopback address
     * @throws StoreUnreachable when the store cannot be connected to
     * @throws UnsafeReaderRole when the role can do more than SELECT
     * @throws IncompatibleStore for a schema version that this build does not know
     * @throws PortUnavailable when the port is taken
     */
    public static ApiServer start(ServeSettings settings) {
        return start(settings, Catalogue.load());
    }

    /**
     * The same with views of the user's own, which reports serve.
     *
     * @throws IncompatibleStore also when one of them has no table
     */
    public static ApiServer start(ServeSettings settings, Catalogue catalogue) {
        if (settings.tokens().isEmpty()) {
            requireLoopback(settings.host());
        }
        AtomicReference<Opened> opened = new AtomicReference<>();
        try {
            var context =
                    ApiConfiguration.run(
                            settings,
                            () -> {
                                opened.set(open(settings));
                                return opened.get();
                            },
                            catalogue);
            return new ApiServer(settings, opened.get(), context);
        } catch (RuntimeException exception) {
            Optional.ofNullable(opened.get()).ifPresent(Opened::close);
            throw isPortInUse(exception)
                    ? new PortUnavailable(
                            "Port %s on %s is in use. Nothing was started; name another with --port"
                                    .formatted(settings.port(), settings.host()))
                    : exception;
        }
    }

    private static Opened open(ServeSettings settings) {
        Store store =
                Store.open(settings.storeUrl(), settings.readerUser(), settings.readerPassword());
        try {
            requireReadable(store, settings.readerUser());
            return new Opened(store, Publications.follow(store));
        } catch (RuntimeException refusal) {
            store.close();
            throw refusal;
        }
    }

    /**
     * @throws UnsafeReaderRole when the role can do more than SELECT
     * @throws IncompatibleStore for a schema version that this build does not know
     */
    static void requireReadable(Store store, String user) {
        requireReader(store, user);
        StoreVersion.problem(store)
                .ifPresent(
                        problem -> {
                            throw new IncompatibleStore(problem);
                        });
    }

    static ReportViews reportViews(Store store, Catalogue catalogue) {
        try {
            return ReportViews.of(catalogue, store);
        } catch (IllegalStateException missing) {
            throw new IncompatibleStore(String.valueOf(missing.getMessage()));
        }
    }

    private static boolean isPortInUse(@Nullable Throwable exception) {
        return exception != null
                && (exception instanceof PortInUseException || isPortInUse(exception.getCause()));
    }

    /** The port that is bound, also when any free one was asked for. */
    public int port() {
        var server = context.getWebServer();
        if (server == null) {
            throw new IllegalStateException("the server is closed");
        }
        return server.getPort();
    }

    /** The port of health and metrics; empty where there is none. */
    public OptionalInt managementPort() {
        String port = context.getEnvironment().getProperty("local.management.port");
        return port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port));
    }

    /** The address to open, without a slash at its end. */
    public String url() {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return "http://" + host + ":" + port();
    }

    @Override
    public void close() {
        context.close();
        opened.close();
    }

    /**
     * Checks the address that an API without authentication may bind to; looks nothing else up.
     *
     * @throws UnsafeAddress when others than this machine could reach it
     */
    public static void requireLoopback(String host) {
        if (!isLoopback(host)) {
            throw new UnsafeAddress(
                    "Refused to listen on %s without authentication (expected a loopback address:"
                                    .formatted(host)
                            + " localhost, 127.0.0.1 or ::1). Nothing was started");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            // an empty name would resolve to loopback, yet bind to every address
            return !host.isBlank()
                    && Stream.of(InetAddress.getAllByName(host))
                            .allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private static void requireReader(Store store, String role) {
        List<String> powers = ReaderRole.powers(store);
        if (!powers.isEmpty()) {
            throw new UnsafeReaderRole(
                    "Role %s can do more than read: it %s (expected a role that may only SELECT)."
                                    .formatted(role, shown(powers))
                            + " Nothing was started; name the store's reader role");
        }
    }

    private static String shown(List<String> powers) {
        int most = 3;
        String first = String.join(", ", powers.subList(0, Math.min(most, powers.size())));
        return powers.size() <= most ? first : first + " and " + (powers.size() - most) + " more";
    }
}
