package io.daybook.api;

import io.daybook.api.answer.Edition;
import io.daybook.api.answer.Editions;
import io.daybook.api.answer.Snapshot;
import io.daybook.api.privacy.PrivacyFloor;
import io.daybook.api.problem.RequestRefused;
import io.daybook.api.reports.ReportFormat;
import io.daybook.api.reports.query.Report;
import io.daybook.api.reports.query.ReportParameters;
import io.daybook.api.reports.query.ReportViews;
import io.daybook.api.store.Store;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one view for one tenant, written as the API writes them, without a server. The
 * privacy floor holds here too; the API's limit of rows does not.
 */
public final class ReportExport {

    private final Catalogue catalogue;
    private final String view;
    private final ReportParameters days;
    private final ReportFormat format;
    private final PrivacyFloor floor;

    private ReportExport(
            Catalogue catalogue,
            String view,
            ReportParameters days,
            ReportFormat format,
            PrivacyFloor floor) {
        this.catalogue = catalogue;
        this.view = view;
        this.days = days;
        this.format = format;
        this.floor = floor;
    }

    /**
     * What was written.
     *
     * @param generation 0 before the first publication
     */
    public record Written(long rows, long generation, @Nullable Instant asOf) {}

    /**
     * Checks what is asked as far as nothing has to be looked up in the store; the columns of the
     * user's own views are known there only.
     *
     * @param view the stem of a view of the catalogue
     * @param from first local day; with {@code to} or not at all
     * @param format json or csv
     * @param minGroup the privacy floor, in orders
     * @throws InvalidReport when the view does not give that
     */
    public static ReportExport of(
            Catalogue catalogue,
            String view,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            String format,
            int minGroup) {
        try {
            ReportExport export =
                    new ReportExport(
                            catalogue,
                            view,
                            ReportParameters.ofRange(
                                    from.map(LocalDate::toString).orElse(null),
                                    to.map(LocalDate::toString).orElse(null)),
                            ReportFormat.of(format),
                            new PrivacyFloor(minGroup));
            if (catalogue.marts().stream().noneMatch(mart -> mart.custom().contains(view))) {
                export.report(ReportViews.packaged());
            }
            return export;
        } catch (RequestRefused refused) {
            throw new InvalidReport(refused.problem().detail());
        }
    }

    private Mart mart() {
        return catalogue.mart(catalogue.view(view).mart());
    }

    private Report report(ReportViews views) {
        try {
            return Report.of(views.find(view), days, floor);
        } catch (RequestRefused refused) {
            throw new InvalidReport(refused.problem().detail());
        }
    }

    /**
     * Writes one snapshot, row by row; leaves {@code out} open.
     *
     * @throws io.daybook.api.store.StoreUnreachable when the store does not answer
     * @throws UnsafeReaderRole when the role can do more than SELECT
     * @throws IncompatibleStore for a schema version that this build does not know
     * @throws InvalidReport when a view of the user's own does not give what was asked
     */
    public Written write(String storeUrl, String user, String password, String tenant, Writer out) {
        try (Store store = Store.openForExport(storeUrl, user, password)) {
            ApiServer.requireReadable(store, user);
            Report report = report(ApiServer.reportViews(store, catalogue));
            return store.read(
                    tenant,
                    dsl -> {
                        Edition edition = Editions.of(dsl, mart());
                        long rows = write(report, new Snapshot(dsl, tenant, edition), out);
                        return new Written(rows, edition.generation(), edition.asOf());
                    });
        }
    }

    private long write(Report report, Snapshot snapshot, Writer out) {
        try {
            return format.write(report, snapshot, Long.MAX_VALUE, out);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
