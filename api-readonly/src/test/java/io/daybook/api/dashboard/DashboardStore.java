package io.daybook.api.dashboard;

import io.daybook.api.testing.TestStore;

/**
 * As of 15 March 2026, 12:07:30 UTC, which is 13:07 in Berlin. Event 17 has been on sale since 15
 * January: on each of the 60 days 700.05 for 14 tickets, on 14 March 97.00 and 10 tickets more;
 * that is 42,100.00 and 850. On 10 March 8 were cancelled and 100.50 refunded.
 */
final class DashboardStore {

    private DashboardStore() {}

    static TestStore published() {
        return TestStore.empty()
                .published(3, "2026-03-15T12:07:30Z", "2026-01-15", "2026-03-15")
                .with(
                        """
                        insert into event_directory
                            (tenant_id, event_id, name, timezone, currency, capacity,
                            on_sale_day, starts_at, starts_day, status)
                        values
                        ('demo', 17, 'Gala', 'Europe/Berlin', 'EUR', 1200,
                            '2026-01-15', '2026-04-01T18:00Z', '2026-04-01', 'live'),
                        ('demo', 11, 'Winter Ball', 'Europe/Berlin', 'EUR', null,
                            '2025-10-01', '2025-12-20T18:00Z', '2025-12-20', 'ended'),
                        ('demo', 12, '<img src=x onerror=alert(1)>', 'Asia/Tokyo', 'JPY', null,
                            null, '2025-12-01T18:00Z', '2025-12-02', 'cancelled'),
                        -- beyond what a double holds; the last of the list, as it has no start
                        ('demo', 9007199254740993, 'Harbour Finale', 'UTC', 'EUR', 5,
                            null, null, null, 'ended'),
                        ('demo', 18, 'Nothing Sold', 'UTC', 'EUR', 100,
                            null, '2026-05-01T18:00Z', '2026-05-01', 'live');
                        insert into event_directory
                            (tenant_id, event_id, name, timezone, currency, starts_at, status)
                        select 'demo', 1000 + n, 'Club Night ' || n, 'UTC', 'EUR',
                            timestamptz '2024-01-01T20:00Z' + n * interval '1 day', 'ended'
                        from generate_series(1, 120) as n;

                        insert into event_totals values
                        ('demo', 17, 800, 42100, 0, 0, 850, 8, 0, 2, 100.5, 0,
                            '2026-01-15', '2026-03-15', '2026-01-15', '2026-03-15'),
                        ('demo', 9007199254740993, 1, 12345678901234.125, 0, 0, 7, 0, 0, 0, 0, 0,
                            '2026-03-01', '2026-03-01', '2026-03-01', '2026-03-01');

                        insert into event_daily_sales
                        select 'demo', 17, cast(day as date), 'EUR', 1,
                            700.05 + case when day = date '2026-03-14' then 97 else 0 end, 0, 0,
                            14 + case when day = date '2026-03-14' then 10 else 0 end,
                            case when day = date '2026-03-10' then 8 else 0 end, 0, 0,
                            case when day = date '2026-03-10' then 100.5 else 0 end, 0
                        from generate_series(
                            date '2026-01-15', date '2026-03-15', interval '1 day') as day;
                        insert into event_daily_sales values
                        ('demo', 9007199254740993, '2026-03-01', 'EUR',
                            1, 12345678901234.125, 0, 0, 7, 0, 0, 0, 0, 0);

                        insert into event_lead_time_sales values
                        ('demo', 11, 30, 30000, 1), ('demo', 11, 17, 7400, 1),
                        ('demo', 11, 16, 5000, 1);

                        insert into event_demographics values
                        ('demo', 17, 'gender', 'male', 450, 400),
                        ('demo', 17, 'gender', 'female', 520, 500),
                        ('demo', 17, 'gender', 'other', 32, 5),
                        ('demo', 17, 'age_range', '18-24', 300, 100),
                        ('demo', 17, 'age_range', '25-34', 500, 200),
                        ('demo', 17, 'age_range', '35+', 200, 80);

                        insert into event_sales_quarter_hour values
                        ('demo', 17, '2026-03-15', '2026-03-15T12:00Z', 1, 0, 5),
                        ('demo', 17, '2026-03-10', '2026-03-10T12:15Z', 1, 0, 3),
                        ('demo', 17, '2026-03-12', '2026-03-12T12:45Z', 1, 0, 2)
                        """);
    }
}
