package io.daybook.schema.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.schema.catalogue.InvalidCatalogue;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.testing.ShopMart;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewProofIntegrationTest {

    private static final String SLICE =
            "select p.tenant_id, s.shop_id, cast(timezone(p.zone, s.sold_at) as date) as day";
    private static final String FROM = " from sold as s join shop as p on p.shop_id = s.shop_id ";

    private static TestDatabase store;
    private static Connection connection;

    @TempDir private Path directory;
    private ShopMart files;

    @BeforeAll
    static void connect() {
        store = TestPostgres.server().createStore();
        connection = store.connect(TestPostgres.OWNER, TestPostgres.OWNER);
    }

    @AfterAll
    static void disconnect() throws SQLException {
        connection.close();
    }

    @BeforeEach
    void writeMart() {
        files = ShopMart.in(directory);
    }

    @Test
    void returnsColumnsWithTheirTypes() throws SQLException {
        Mart mart = mart();
        assertThat(ViewProof.prove(connection, mart, mart.view("daily")))
                .containsExactly(
                        new Column("tenant_id", "text"),
                        new Column("shop_id", "bigint"),
                        new Column("day", "date"),
                        new Column("sales", "bigint"),
                        new Column("amount", "numeric"));
    }

    @Test
    void provesAStoreViewFromTheViewsItReads() throws SQLException {
        Mart mart = mart();
        assertThat(ViewProof.prove(connection, mart, mart.view("totals")))
                .containsExactly(
                        new Column("tenant_id", "text"),
                        new Column("shop_id", "bigint"),
                        new Column("amount", "numeric"));
    }

    @Test
    void refusesRatiosWithoutTheirParts() throws SQLException {
        files.with(
                "view_daily.sql",
                ShopMart.DAILY.replace(
                        "inputs:",
                        """
                        ratios:
                          average: {of: amount, per: sales}
                          amount: {of: amount, per: sales}
                          share: {of: amount, per: shop_id}
                          best: {of: gain, per: sales}
                        attributes: [worst]
                        inputs:"""));
        assertThat(ViewProof.problems(connection, mart()))
                .extracting(problem -> problem.says())
                .containsExactly(
                        "Attribute worst is not among the columns [tenant_id, shop_id, day, sales,"
                                + " amount]",
                        "Ratio amount has the name of a column",
                        "Part of the ratio share: shop_id is not among the columns [sales, amount]",
                        "Part of the ratio best: gain is not among the columns [sales, amount]");
    }

    @Test
    void storesThreeColumnsForASet() throws SQLException {
        files.with("view_daily.sql", dailyWithSets("buyers", "as buyers"));
        Mart mart = mart();
        List<Column> columns = ViewProof.prove(connection, mart, mart.view("daily"));
        assertThat(columns).endsWith(new Column("buyers", "bigint[]"));
        assertThat(ViewProof.stored(mart.view("daily"), columns))
                .endsWith(
                        new Column("amount", "numeric"),
                        new Column("buyers", "bytea"),
                        new Column("buyers_size", "bigint"),
                        new Column("buyers_md5", "text"));
    }

    @Test
    void refusesSetsThatAreNone() throws SQLException {
        files.with(
                "view_daily.sql",
                dailyWithSets(
                        "sales, buyer",
                        "as buyers, count(*) as sales_size, min(s.sale_id) as buyer_md5"));
        files.without("view_totals.sql");
        assertThat(ViewProof.problems(connection, mart()))
                .extracting(problem -> problem.says())
                .containsExactly(
                        "Set buyer is not among the columns [tenant_id, shop_id, day, sales,"
                                + " amount, buyers, sales_size, buyer_md5]",
                        "Set sales is bigint (expected bigint[])",
                        "Column buyers is bigint[] (expected it in the header's sets)",
                        "Column sales_size has the name of a set's own",
                        "Column buyer_md5 has the name of a set's own");
    }

    /** Its size is a number like others, its ids and their digest are for readers. */
    @Test
    void refusesAStoreViewThatReadsASet() throws SQLException {
        files.with("view_daily.sql", dailyWithSets("buyers", "as buyers"));
        files.with(
                "view_totals.sql",
                ShopMart.TOTALS.replace(
                        "sum(d.amount)", "max(d.buyers_size) as most, max(d.buyers)"));
        assertThat(ViewProof.problems(connection, mart()))
                .extracting(problem -> problem.says())
                .containsExactly(
                        "PostgreSQL refuses it: column d.buyers does not exist (a set of ids is"
                                + " merged by readers; of stored tables its size can be read)");
        files.with(
                "view_totals.sql", ShopMart.TOTALS.replace("sum(d.amount)", "max(d.buyers_size)"));
        assertThat(ViewProof.problems(connection, mart())).isEmpty();
    }

    private static String dailyWithSets(String sets, String as) {
        return ShopMart.DAILY
                .replace("inputs:", "sets: [" + sets + "]\ninputs:")
                .replace(
                        "as amount",
                        "as amount,\n    array_agg(s.sale_id order by s.sale_id) " + as);
    }

    @Test
    void leavesNothingBehind() throws SQLException {
        String relations = "select count(*) from pg_class where relnamespace = pg_my_temp_schema()";
        assertThat(ViewProof.problems(connection, mart())).isEmpty();
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(number(relations)).isZero();

        connection.setAutoCommit(false);
        try {
            assertThat(ViewProof.problems(connection, mart())).isEmpty();
            assertThat(number(relations)).isZero();
            assertThat(
                            number(
                                    "select count(*) from pg_settings where name = 'search_path'"
                                            + " and setting like '%pg_temp%'"))
                    .isZero();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Test
    void throwsTheProblemsOfTheViewAsked() {
        Mart mart = daily("select 1 as x from sold").mart;
        assertThatThrownBy(() -> ViewProof.prove(connection, mart, mart.view("daily")))
                .isInstanceOf(InvalidCatalogue.class)
                .hasMessage(
                        """
                        3 problems in the catalogue:
                        shop/view_daily.sql: Grain column tenant_id is not among the columns [x]
                        shop/view_daily.sql: Grain column shop_id is not among the columns [x]
                        shop/view_daily.sql: Grain column day is not among the columns [x]""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", count(*) as n {from} group by 1, 2, 3",
                ", count(*) filter (where s.amount > 0) as n {from} group by 1, 2, 3",
                ", s.sold_at + interval '1' day as next {from}",
                ", 1 as \"a } ( \\ b\", 2 as \":limitCount\", ')}' as c {from}",
                ", interval '1' day + s.sold_at as next {from}",
                ", s.sold_at - interval '1' day as next {from}",
                ", s.sold_at -- a comment at the end {from}\n {from} -- and another",
                ", extract(minute from timezone('UTC', s.sold_at)) as minute {from}",
                ", cast(s.shop_id as text) as number {from}",
                ", cast('2024-01-01' as date) as start {from}",
                ", (select max(l.note) from sold_line as l where l.sale_id = s.sale_id) {from}",
                " {from} union all select 'a', 1, date '2024-01-01'",
                " {from} union select 'a', 1, date '2024-01-01'"
            })
    void acceptsWhatDependsOnItsInputsOnly(String rest) throws SQLException {
        assertThat(daily(SLICE + rest.replace("{from}", FROM)).problems()).isEmpty();
    }

    @Test
    void acceptsImportCtesOfTheInputsName() throws SQLException {
        assertThat(daily("with sold as (select * from sold) " + SLICE + FROM).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    , statement_timestamp() as x {from} | Calls statement_timestamp(), which is stable (expected immutable functions)
                    , timeofday() as x {from} | Calls timeofday(), which is volatile (expected immutable functions)
                    , gen_random_uuid() as x {from} | Calls gen_random_uuid(), which is volatile (expected immutable functions)
                    , cast(s.sold_at as date) as x {from} | Calls date(timestamp with time zone), which is stable (expected immutable functions)
                    , extract(hour from s.sold_at) as x {from} | Calls "extract"(text,timestamp with time zone), which is stable (expected immutable functions)
                    , s.sold_at > date '2024-01-01' as x {from} | Calls timestamptz_gt_date(timestamp with time zone,date), which is stable (expected immutable functions)
                    , concat(p.zone, 'x') as x {from} | Calls concat("any"), which is stable (expected immutable functions)
                    , to_char(s.sold_at, 'YYYY') as x {from} | Calls to_char(timestamp with time zone,text), which is stable (expected immutable functions)
                    , json_agg(s.amount) as x {from} group by 1, 2, 3 | Calls json_agg(anyelement), which is stable (expected immutable functions)
                    , current_user as x {from} | Refused: current date, time, user or schema (a metric depends on its inputs only)
                    , row_number() over () as x {from} | Refused: window function (a row depends on the rows of its own slice only)
                    {from} limit 1 | Refused: LIMIT or OFFSET (a row depends on the rows of its own slice only)
                    {from} offset 1 | Refused: LIMIT or OFFSET (a row depends on the rows of its own slice only)
                    , (select l.note from sold_line as l limit 1) as x {from} | Refused: LIMIT or OFFSET (a row depends on the rows of its own slice only)
                    {from} group by 1, 2, 3 having count(*) > 1 | Refused: HAVING (a slice that stops qualifying must still be named)
                    {from} except select 'a', 1, date '2024-01-01' | Refused: EXCEPT (a row depends on the rows of its own slice only)
                    {from} intersect select 'a', 1, date '2024-01-01' | Refused: INTERSECT (a row depends on the rows of its own slice only)
                    , cast(s.sold_at as text) as x {from} | Converts timestamp with time zone to text, which depends on the session (expected no such cast)
                    , cast(cast(timezone(p.zone, s.sold_at) as date) as text) as x {from} | Converts date to text, which depends on the session (expected no such cast)
                    , cast(case when s.amount > 0 then s.sold_at end as text) as x {from} | Converts timestamp with time zone to text, which depends on the session (expected no such cast)
                    , cast((select max(a.sold_at) from sold as a) as text) as x {from} | Converts timestamp with time zone to text, which depends on the session (expected no such cast)
                    , cast(p.zone as timestamptz) as x {from} | Converts text to timestamp with time zone, which depends on the session (expected no such cast)
                    , s.ctid as x {from} | PostgreSQL refuses it: column s.ctid does not exist
                    , s.nothing as x {from} | PostgreSQL refuses it: column s.nothing does not exist
                    , 1 / 0 as x {from} group by | PostgreSQL refuses it: syntax error at or near ")"
                    """)
    void refuses(String rest, String expected) throws SQLException {
        assertThat(daily(SLICE + " " + rest.replace("{from}", FROM)).problems())
                .containsExactly("shop/view_daily.sql: " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    events.event_daily_sales | events.event_daily_sales
                    pg_catalog.pg_class | pg_class
                    pg_timezone_names | pg_timezone_names
                    line | line
                    pg_temp.sale | sale
                    """)
    void refusesRelationsThatAreNoInputs(String relation, String named) throws SQLException {
        String text = SLICE + ", (select count(*) from " + relation + ") as x" + FROM;
        assertThat(daily(text).problems())
                .containsExactly(
                        "shop/view_daily.sql: Reads "
                                + named
                                + " (expected only its inputs: shop, sold, sold_line)");
    }

    @Test
    void refusesFunctionsAndTypesThatAreNotPostgresOwn() throws SQLException {
        store.execute(
                """
                create function public.one() returns integer immutable language sql as 'select 1';
                create type public.mood as enum ('fine');
                """);
        String text = SLICE + ", public.one() as x, cast('fine' as public.mood) as y" + FROM;
        assertThat(daily(text).problems())
                .containsExactly(
                        "shop/view_daily.sql: Calls public.one(), which is not PostgreSQL's own"
                                + " (expected immutable functions)",
                        "shop/view_daily.sql: Uses type public.mood (expected only PostgreSQL's"
                                + " own)");
    }

    @Test
    void refusesLocks() throws SQLException {
        assertThat(
                        daily(
                                        SLICE
                                                + FROM.replace("sold as", "(select * from sold) as")
                                                + "for update")
                                .problems())
                .containsExactly(
                        "shop/view_daily.sql: Refused: FOR UPDATE or SHARE (inputs are read only)");
    }

    @Test
    void refusesDistinctOn() throws SQLException {
        assertThat(
                        daily(SLICE.replace("select", "select distinct on (s.shop_id)") + FROM)
                                .problems())
                .containsExactly(
                        "shop/view_daily.sql: Refused: DISTINCT ON (a row depends on the rows of"
                                + " its own slice only)");
    }

    @Test
    void refusesADayThatIsNoDate() throws SQLException {
        assertThat(daily("select p.tenant_id, s.shop_id, s.sold_at as day" + FROM).problems())
                .containsExactly(
                        "shop/view_daily.sql: Column day is timestamp with time zone (expected"
                                + " date)");
    }

    @Test
    void refusesColumnsThatHangOnAGroupedPrimaryKey() throws SQLException {
        files.with(
                "view_directory.sql",
                ShopMart.DIRECTORY.replace("as p\n", "as p group by p.shop_id\n"));
        assertThat(new Proof(mart()).problems())
                .containsExactly(
                        "shop/view_directory.sql: PostgreSQL refuses it: column \"p.tenant_id\" must"
                                + " appear in the GROUP BY clause or be used in an aggregate"
                                + " function");
    }

    @Test
    void examinesStoreViewsAndNamesTheirProblemsOnce() throws SQLException {
        files.with(
                "view_totals.sql",
                ShopMart.TOTALS_HEADER
                        + "select d.tenant_id, d.shop_id, statement_timestamp() as amount from days"
                        + " as d");
        files.with(
                "view_again.sql",
                ShopMart.TOTALS_HEADER.replace("daily", "totals")
                        + "select d.tenant_id, d.shop_id, d.nothing from days as d");
        assertThat(new Proof(mart()).problems())
                .containsExactly(
                        "shop/view_totals.sql: Calls statement_timestamp(), which is stable"
                                + " (expected immutable functions)",
                        "shop/view_again.sql: PostgreSQL refuses it: column d.nothing does not"
                                + " exist");
    }

    /** Outside its grain is where a member's home venue stands, for one. */
    @Test
    void demandsTheSliceColumnsOfAStoreViewInItsInputs() throws SQLException {
        files.with(
                "view_by_size.sql",
                ShopMart.TOTALS_HEADER.replace("shop_id", "sales")
                        + "select d.tenant_id, d.sales, sum(d.amount) as amount from days as d"
                        + " group by d.tenant_id, d.sales");
        files.with(
                "view_by_zone.sql",
                ShopMart.TOTALS_HEADER.replace("shop_id", "zone")
                        + "select d.tenant_id, 'UTC' as zone from days as d group by d.tenant_id");
        assertThat(new Proof(mart()).problems())
                .containsExactly(
                        "shop/view_by_zone.sql: Slice column zone is not in its input days"
                                + " (daily)");
    }

    @Test
    void doesNotBlameAViewForTheViewsItReads() throws SQLException {
        files.with("view_daily.sql", ShopMart.DAILY_HEADER + "select nothing");
        assertThat(new Proof(mart()).problems())
                .containsExactly(
                        "shop/view_daily.sql: PostgreSQL refuses it: column \"nothing\" does not"
                                + " exist");
    }

    @Test
    void namesAContractThatPostgresReadsOtherwise() throws SQLException {
        files.with("contract.sql", ShopMart.CONTRACT.replace("note text", "note timestamptz(3)"));
        assertThat(new Proof(mart()).problems())
                .containsExactly(
                        "shop/contract.sql: Table line is (\"line_id\" bigint, \"sale_id\" bigint,"
                                + " \"note\" timestamp(3) with time zone, \"updated_at\" timestamp"
                                + " with time zone) for PostgreSQL (expected (\"line_id\" bigint,"
                                + " \"sale_id\" bigint, \"note\" timestamp with time zone,"
                                + " \"updated_at\" timestamp with time zone), as read here)");
    }

    @Test
    void provesChecks() throws SQLException {
        files.with(
                "check_sale_without_shop.sql",
                """
                /*
                check: a sale has no shop
                stage: source
                severity: report
                inputs: {seen: {rows: sale}, seller: {lookup: shop, of: seen, by: shop_id}}
                */
                select s.sale_id as bad_key, cast(null as text) as tenant_id,
                    s.shop_id as entity_id, cast(null as date) as day, 'no shop' as reason
                from seen as s
                left join seller as p on p.shop_id = s.shop_id
                where p.shop_id is null
                """);
        files.with("check_twice.sql", staging("having count(*) > 1"));
        files.with("check_sums.sql", compare("s.shop_id, "));
        assertThat(new Proof(mart()).problems()).isEmpty();

        files.with("check_twice.sql", staging("").replace("d.shop_id as entity_id", "1 as entity"));
        files.with("check_sums.sql", compare(""));
        assertThat(new Proof(mart()).problems())
                .containsExactly(
                        "shop/check_sums.sql: Returns the columns [tenant_id, day, amount] (expected"
                                + " [tenant_id, shop_id, day, amount])",
                        "shop/check_twice.sql: Returns (\"tenant_id\" text, \"entity\" integer,"
                                + " \"day\" date, \"reason\" text) (expected (\"tenant_id\" text,"
                                + " \"entity_id\" bigint, \"day\" date, \"reason\" text))");
    }

    private static String staging(String having) {
        return """
        /*
        check: a key occurs twice
        stage: staging
        severity: stop
        slice: [tenant_id, shop_id, day]
        inputs: {days: {table: daily}}
        */
        select d.tenant_id, d.shop_id as entity_id, d.day, 'twice' as reason
        from days as d
        group by d.tenant_id, d.shop_id, d.day
        """
                + having;
    }

    private static String compare(String shop) {
        return """
        /*
        check: the days hold every sale
        stage: source
        severity: stop
        compare: {view: daily, measures: [amount]}
        inputs:
          shop: {entity: shop, key: shop_id, zone: zone, uses: [tenant_id, zone]}
          sold: {fact: sale, key: shop_id, clock: sold_at}
        */
        select p.tenant_id, %s cast(timezone(p.zone, s.sold_at) as date) as day, s.amount
        from sold as s
        inner join shop as p on p.shop_id = s.shop_id
        """
                .formatted(shop);
    }

    private Mart mart() {
        return files.load().mart("shop");
    }

    /** The mart with another text under the header of its daily view, and no view over it. */
    private Proof daily(String text) {
        files.without("view_totals.sql").with("view_daily.sql", ShopMart.DAILY_HEADER + text);
        return new Proof(mart());
    }

    private static long number(String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private record Proof(Mart mart) {
        List<String> problems() throws SQLException {
            return ViewProof.problems(connection, mart).stream()
                    .map(problem -> problem.file() + ": " + problem.says())
                    .toList();
        }
    }
}
