package io.daybook.etl.simulator;

import io.daybook.etl.run.RunRequest;
import io.daybook.etl.run.RunRequest.Verification;
import io.daybook.etl.testing.EventsMart;
import io.daybook.schema.catalogue.View;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What is launched in one step. */
record Launch(RunRequest request) {

    static final Launch VERIFY = verify(false);
    static final Launch REPAIR = verify(true);

    private static final LocalDate FIRST = LocalDate.of(2025, 9, 1);

    /** A backfill's launch of the job covers at most so many days. */
    private static final int WINDOW_DAYS = 31;

    static Launch random(Random random) {
        int kind = random.nextInt(100);
        if (kind < 45) {
            return new Launch(new RunRequest.Nightly(Verification.NEVER));
        }
        if (kind < 53) {
            return new Launch(new RunRequest.Nightly(Verification.ALWAYS));
        }
        if (kind < 75) {
            return backfill(random);
        }
        return kind < 87 ? VERIFY : kind < 95 ? REPAIR : part(random);
    }

    private static Launch verify(boolean repair) {
        return new Launch(
                new RunRequest.Verify(Optional.empty(), Optional.empty(), List.of(), repair));
    }

    private static Launch part(Random random) {
        LocalDate from = FIRST.plusDays(random.nextInt(200));
        return new Launch(
                new RunRequest.Verify(
                        Optional.of(from),
                        Optional.of(from.plusDays(random.nextInt(60))),
                        views(random),
                        random.nextBoolean()));
    }

    private static Launch backfill(Random random) {
        LocalDate from = FIRST.plusDays(random.nextInt(200));
        int days = random.nextInt(8) == 0 ? 40 + random.nextInt(50) : random.nextInt(WINDOW_DAYS);
        return new Launch(
                new RunRequest.Backfill(
                        from,
                        from.plusDays(days),
                        views(random),
                        random.nextInt(3) == 0
                                ? Optional.of(random.nextBoolean() ? "north" : "south")
                                : Optional.empty()));
    }

    private static List<String> views(Random random) {
        List<View> views = EventsMart.MART.views();
        return random.nextBoolean()
                ? List.of()
                : List.of(views.get(random.nextInt(views.size())).stem());
    }

    /** Whether it reads one snapshot only: then the source may change meanwhile. */
    boolean hasOneSnapshot() {
        return !(request instanceof RunRequest.Backfill backfill)
                || !backfill.from().plusDays(WINDOW_DAYS - 1).isBefore(backfill.to());
    }

    boolean publishes() {
        return !(request instanceof RunRequest.Verify verify) || verify.repair();
    }

    boolean comparesEverything() {
        return equals(VERIFY) || equals(REPAIR);
    }

    /** The only tenant whose rows are recomputed. */
    Optional<String> tenant() {
        return request instanceof RunRequest.Backfill backfill
                ? backfill.tenant()
                : Optional.empty();
    }

    boolean isBackfill() {
        return request instanceof RunRequest.Backfill;
    }

    /** Whether it makes up for missing days of a view. */
    boolean fillsIn(View view) {
        return request instanceof RunRequest.Nightly
                || (request instanceof RunRequest.Verify verify
                        && verify.repair()
                        && includes(verify.views(), view));
    }

    /** Whether a completed one made a slice exact whatever its marks. */
    boolean recomputes(View view, String slice) {
        if (request instanceof RunRequest.Backfill backfill) {
            return includes(backfill.views(), view)
                    && (!view.daily()
                            || (contains(backfill.from(), backfill.to(), slice)
                                    && backfill.tenant()
                                            .map(SourceState.tenant(slice)::equals)
                                            .orElse(true)));
        }
        if (request instanceof RunRequest.Verify verify) {
            return verify.repair()
                    && includes(verify.views(), view)
                    && (!view.daily()
                            || verify.from().isEmpty()
                            || contains(verify.from().get(), verify.to().orElseThrow(), slice));
        }
        return false;
    }

    private static boolean includes(List<String> stems, View view) {
        return stems.isEmpty() || stems.contains(view.stem());
    }

    private static boolean contains(LocalDate from, LocalDate to, String slice) {
        LocalDate day = LocalDate.parse(SourceState.day(slice));
        return !day.isBefore(from) && !day.isAfter(to);
    }

    @Override
    public String toString() {
        return request.toString();
    }
}
