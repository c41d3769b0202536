package io.daybook.cli.command;

import java.util.List;
import java.util.Map;

/** Where the read API serves a mart: paths, and the ids of demo entities to try them with. */
public final class Endpoints {

    private static final Map<String, List<String>> PATHS =
            Map.of(
                    "events",
                    List.of(
                            "/api/v1/events",
                            "/api/v1/events/{id}/analytics/overview",
                            "/api/v1/events/{id}/analytics/timeline?range=30d"),
                    "venues",
                    List.of(
                            "/venues",
                            "/sports",
                            "/metrics/general",
                            "/metrics/revenue_timeseries",
                            "/metrics/bookings_timeseries",
                            "/metrics/peak_hours"));

    /** Of the demo tenant, and on sale. */
    private static final Map<String, String> DEMO_IDS = Map.of("events", "1");

    private Endpoints() {}

    static List<String> of(String mart) {
        return PATHS.getOrDefault(mart, List.of());
    }

    /** Lines to be pasted into a shell while the API serves demo data. */
    public static List<String> curlLines(String url, List<String> marts) {
        return marts.stream()
                .flatMap(
                        mart ->
                                of(mart).stream()
                                        .map(
                                                path ->
                                                        path.replace(
                                                                "{id}",
                                                                DEMO_IDS.getOrDefault(mart, "1"))))
                .map(path -> "curl '%s%s'".formatted(url, path))
                .toList();
    }
}
