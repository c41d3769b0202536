package io.daybook.etl.doctor;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.Literals;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one server knows of some zones: for each that it knows, a digest of its local times, week by
 * week, from two years before now to two years after. No server tells the version of its zones.
 */
record ServerZones(Map<String, String> digests) {

    static final String CHECK = "zones of the servers";

    ServerZones {
        digests = new TreeMap<>(digests);
    }

    static ServerZones read(Connection connection, List<String> zones, String now) {
        Map<String, String> digests = new TreeMap<>();
        if (zones.isEmpty()) {
            return new ServerZones(digests);
        }
        Sql.query(
                connection,
                CHECK,
                """
                select z.name, (
                    select md5(string_agg(cast(timezone(z.name, t.instant) as text), ' '
                        order by t.instant))
                    from generate_series(
                        cast(%1$s as timestamptz) - interval '730 days',
                        cast(%1$s as timestamptz) + interval '730 days',
                        interval '7 days') as t (instant))
                from pg_timezone_names as z
                where z.name in (%2$s)
                """
                        .formatted(
                                Literals.text(now),
                                zones.stream()
                                        .map(Literals::text)
                                        .collect(Collectors.joining(", "))),
                row -> digests.put(row.getString(1), row.getString(2)));
        return new ServerZones(digests);
    }

    static Finding compare(ServerZones source, ServerZones store) {
        List<String> found = new ArrayList<>();
        add(found, "unknown to the store", source.without(store));
        add(found, "unknown to the source", store.without(source));
        add(found, "with other local times", source.unlike(store));
        return found.isEmpty()
                ? Finding.ok(
                        CHECK,
                        "the %d zones in use have the same local times on both"
                                .formatted(source.digests.size()))
                : Finding.warning(
                        CHECK,
                        String.join("; ", found),
                        "Update the time zone data of the older server (of PostgreSQL, or tzdata of"
                                + " its operating system). Days are made on the source, the"
                                + " reader's today on the store.",
                        List.of());
    }

    private static void add(List<String> found, String what, List<String> zones) {
        if (!zones.isEmpty()) {
            found.add(what + ": " + String.join(", ", zones));
        }
    }

    private List<String> without(ServerZones other) {
        return digests.keySet().stream().filter(zone -> !other.digests.containsKey(zone)).toList();
    }

    private List<String> unlike(ServerZones other) {
        return digests.keySet().stream()
                .filter(other.digests::containsKey)
                .filter(zone -> !digests.get(zone).equals(other.digests.get(zone)))
                .toList();
    }
}
