package io.daybook.schema.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.schema.testing.ShopMart;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueLoaderTest {

    @TempDir private Path directory;
    private ShopMart files;

    @BeforeEach
    void writeMart() {
        files = ShopMart.in(directory);
    }

    @Test
    void readsAView() {
        View view = files.load().view("view_daily");
        assertThat(view)
                .isEqualTo(
                        new View(
                                "shop",
                                "daily",
                                "one shop's sales on one local day",
                                List.of("tenant_id", "shop_id", "day"),
                                List.of("tenant_id", "shop_id", "day"),
                                List.of(
                                        new Input.Entity(
                                                "shop",
                                                "shop",
                                                "shop_id",
                                                Optional.of("zone"),
                                                List.of("tenant_id", "zone"),
                                                false),
                                        new Input.Fact(
                                                "sold", "sale", "shop_id", Optional.of("sold_at")),
                                        new Input.Child("sold_line", "line", "sold", "sale_id")),
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                false,
                                List.of(),
                                Map.of(),
                                List.of(),
                                ShopMart.DAILY.substring(ShopMart.DAILY_HEADER.length()).strip(),
                                view.version()));
    }

    @Test
    void readsADirectoryThatUsesAllColumns() {
        assertThat(files.load().view("directory").inputs())
                .containsExactly(
                        new Input.Entity(
                                "shop",
                                "shop",
                                "shop_id",
                                Optional.of("zone"),
                                List.of("shop_id", "tenant_id", "zone"),
                                true));
    }

    /** Nothing of them is stored, so no table becomes stale. */
    @Test
    void readsWhatOnlyReadersMindWithoutAnotherVersion() {
        String version = files.load().view("daily").version();
        files.with(
                "view_daily.sql",
                ShopMart.DAILY.replace(
                        "inputs:",
                        "ratios:\n  average: {of: amount, per: sales}\nattributes: [best]\nfuture: true\ninputs:"));
        View view = files.load().view("daily");
        assertThat(view.ratios()).isEqualTo(Map.of("average", new View.Ratio("amount", "sales")));
        assertThat(view.attributes()).containsExactly("best");
        assertThat(view.future()).isTrue();
        assertThat(view.version()).isEqualTo(version);
    }

    @Test
    void readsWhatAHeaderMayLeaveOut() {
        files.with(
                "view_totals.sql",
                ShopMart.TOTALS.replace(
                        "over: store",
                        "over: store\nexcludes: shops never opened\nprivacy: sales\nfinance: true"));
        files.with(
                "view_daily.sql",
                ShopMart.DAILY.replace("inputs:", "sets: [buyers, regulars]\ninputs:"));
        View view = files.load().view("totals");
        assertThat(view.excludes()).contains("shops never opened");
        assertThat(view.privacy()).contains("sales");
        assertThat(view.finance()).isTrue();
        assertThat(files.load().view("daily").sets()).containsExactly("buyers", "regulars");
    }

    @Test
    void readsTheContract() {
        assertThat(files.load().mart("shop").contract().table("sale"))
                .hasToString(
                        "Table[name=sale, columns=["
                                + "Column[name=sale_id, type=bigint, nullable=false], "
                                + "Column[name=shop_id, type=bigint, nullable=false], "
                                + "Column[name=amount, type=numeric(18,4), nullable=false], "
                                + "Column[name=currency, type=character(3), nullable=true], "
                                + "Column[name=sold_at, type=timestamp with time zone,"
                                + " nullable=true], "
                                + "Column[name=updated_at, type=timestamp with time zone,"
                                + " nullable=false]], primaryKey=[sale_id], indexes=["
                                + "Index[name=sale_updated_at, columns=[updated_at]], "
                                + "Index[name=sale_shop_id_sold_at, columns=[shop_id, sold_at]], "
                                + "Index[name=sale_sold_at, columns=[sold_at]]]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "smallint|smallint",
                "int|integer",
                "bigint|bigint",
                "numeric|numeric",
                "numeric(18,4)|numeric(18,4)",
                "numeric(9)|numeric(9,0)",
                "decimal(9,2)|numeric(9,2)",
                "double precision|double precision",
                "real|real",
                "boolean|boolean",
                "date|date",
                "timestamp|timestamp without time zone",
                "timestamp with time zone|timestamp with time zone",
                "varchar(10)|character varying(10)",
                "varchar|character varying",
                "char(3)|character(3)",
                "uuid|uuid",
                "jsonb|jsonb"
            })
    void spellsTypesAsPostgresDoes(String written, String spelled) {
        files.with("contract.sql", ShopMart.CONTRACT.replace("note text", "note " + written));
        assertThat(files.load().mart("shop").contract().table("line").columns())
                .contains(new Contract.Column("note", spelled, true));
    }

    @Test
    void readsChecks() {
        files.with("check_sales.sql", check("source", "stop", "seen: {rows: sale}", ""));
        files.with(
                "check_days.sql",
                check("published", "hold", "days: {table: daily}", "slice: [tenant_id, shop_id]"));
        files.with(
                "check_sums.sql",
                check(
                        "source",
                        "stop",
                        "sold: {fact: sale, key: shop_id, clock: sold_at}",
                        "compare: {view: daily, measures: [amount]}"));
        Mart mart = files.load().mart("shop");
        assertThat(mart.checks(Check.Stage.SOURCE))
                .extracting(Check::name)
                .containsExactly("sales", "sums");
        assertThat(mart.checks().get(0))
                .isEqualTo(
                        new Check(
                                "shop",
                                "days",
                                "all is well",
                                Check.Stage.PUBLISHED,
                                Check.Severity.HOLD,
                                List.of("tenant_id", "shop_id"),
                                List.of(new Input.StoredTable("days", "daily")),
                                Optional.empty(),
                                "select 1"));
        assertThat(mart.checks().get(2).compare())
                .contains(new Check.Compare("daily", List.of("amount")));
    }

    @Test
    void ordersStoreViewsAfterWhatTheyRead() {
        files.with("view_above.sql", ShopMart.TOTALS.replace("daily", "totals"));
        assertThat(files.load().mart("shop").views())
                .extracting(View::stem)
                .containsExactly("daily", "directory", "totals", "above");
    }

    @Test
    void keepsTheVersionWhenOnlyTheLayoutChanges() {
        String version = files.load().view("daily").version();
        files.with(
                "view_daily.sql",
                ShopMart.DAILY
                        .replace("grain: [tenant_id, shop_id, day]\n", "")
                        .replace("row:", "grain: ['tenant_id', shop_id,   day] # keys\nrow:")
                        .replace("where", "-- never sold\nwhere"));
        assertThat(files.load().view("daily").version()).isEqualTo(version);
    }

    @Test
    void changesTheVersionWithTheHeader() {
        String version = files.load().view("daily").version();
        files.with("view_daily.sql", ShopMart.DAILY.replace("[tenant_id, zone]", "[zone]"));
        assertThat(files.load().view("daily").version()).isNotEqualTo(version);
    }

    @Test
    void refusesAViewThatTakesThePrivacyOff() {
        files.with("view_daily.sql", ShopMart.DAILY.replace("inputs:", "privacy: sales\ninputs:"));
        assertProblems(
                "shop/view_totals.sql: Missing key: privacy (it reads daily, which has privacy:"
                        + " sales)");
    }

    @Test
    void namesAllProblemsOfAllFilesAtOnce() {
        files.with("contract.sql", ShopMart.CONTRACT.replace("create index sale_sold_at", "--"))
                .with("view_directory.sql", ShopMart.DIRECTORY.replace("grain", "grian"))
                .with("view_totals.sql", ShopMart.TOTALS + ";")
                .withFileOf("gym", "view_daily.sql", ShopMart.DAILY);
        assertProblems(
                "gym/contract.sql: Missing file (expected the tables that the mart reads)",
                "shop/contract.sql: Missing index on sale (sold_at), needed for its views",
                "shop/view_directory.sql: Unknown key: grian (did you mean grain?)",
                "shop/view_directory.sql: Missing key: grain",
                "shop/view_totals.sql: Refused: ; (a view is one SELECT)",
                "shop/view_daily.sql: Stem daily is taken by the mart gym (expected a stem of its"
                        + " own)");
    }

    /** In the view {@code daily}, {@code old} becomes {@code changed}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    row: | rwo: | Unknown key: rwo (did you mean row?); Missing key: row
                    row: | sentence_about_it: | Unknown key: sentence_about_it (expected row, grain, slice, inputs, excludes, over, privacy, finance, future, sets, ratios, attributes); Missing key: row
                    row: | row: [1] # | Invalid row: [1] (expected some text)
                    row: | row: # | Invalid row: null (expected some text)
                    row: | finance: perhaps\\nrow: | Invalid finance: "perhaps" (expected true or false)
                    row: | future: soon\\nrow: | Invalid future: "soon" (expected true or false)
                    row: | sets: [Buyers]\\nrow: | Invalid name: Buyers (expected lower-case letters, digits and _)
                    row: | sets: [shop_id]\\nrow: | Invalid sets: shop_id (expected none of the grain)
                    row: | over: source\\nrow: | Invalid over: source (expected store); Invalid inputs.shop: no role (expected exactly one of table); Invalid inputs.sold: no role (expected exactly one of table); Invalid inputs.sold_line: no role (expected exactly one of table)
                    row: | slice: [a]\\nrow: | Invalid header: Duplicate field 'slice'
                    grain: [tenant_id, | grain: tenant_id # | Invalid grain: "tenant_id" (expected a list of names)
                    grain: [tenant_id, | grain: [1, | Invalid grain: [1,"shop_id","day"] (expected a list of names)
                    grain: [tenant_id, | grain: [day, tenant_id, | Invalid grain: ["day","tenant_id","shop_id","day"] (expected each name once)
                    grain: [tenant_id, shop_id, | grain: [shop_id, tenant_id, | Invalid grain: [shop_id, tenant_id, day] (expected tenant_id first)
                    grain: [tenant_id, shop_id, day] | grain: [tenant_id] | Invalid grain: [tenant_id] (expected every slice column in it: shop_id, day)
                    slice: [tenant_id, shop_id, day] | slice: [tenant_id] | Invalid slice: [tenant_id] (expected [tenant_id, KEY] or [tenant_id, KEY, day])
                    slice: [tenant_id, shop_id, day] | slice: [tenant_id, day, shop_id] | Invalid slice: [tenant_id, day, shop_id] (expected [tenant_id, KEY] or [tenant_id, KEY, day])
                    slice: [tenant_id, shop_id, day] | slice: [tenant_id, shop_id] | Invalid inputs.sold.clock: sold_at (expected none: the slice has no day)
                    clock: sold_at | clock: none | Invalid inputs.sold.clock: none (expected a column: the slice has day)
                    clock: sold_at | clok: sold_at | Unknown key: clok (did you mean clock?) in inputs.sold; Missing key: inputs.sold.clock
                    clock: sold_at | clock: sold_on | Unknown column of sale: sold_on (did you mean sold_at?) in inputs.sold
                    key: shop_id, clock | key: shop, clock | Unknown column of sale: shop (expected sale_id, shop_id, amount, currency, sold_at, updated_at) in inputs.sold
                    fact: sale | fact: sales | Unknown table: sales (did you mean sale?) in inputs.sold
                    fact: sale | fact: sale, lookup: sale | Invalid inputs.sold: fact and lookup (expected exactly one of fact, entity, child, lookup)
                    fact: sale | rows: sale | Invalid inputs.sold: no role (expected exactly one of fact, entity, child, lookup)
                    {fact: sale, key: shop_id, clock: sold_at} | sale | Invalid inputs.sold: "sale" (expected key: value pairs)
                    sold:      {fact | Sold:      {fact | Invalid name: Sold (expected lower-case letters, digits and _); Invalid inputs.sold_line.of: sold (expected one of Sold)
                    sold_line: | daybook_line: | Reserved name: daybook_line (names in daybook_ are the engine's)
                    sold_line: | sale: | Input sale stands for line (expected another name: sale is a contract table)
                    of: sold | of: solt | Invalid inputs.sold_line.of: solt (expected one of sold)
                    of: sold | of: shop | Invalid inputs.sold_line.of: shop (expected one of sold)
                    by: sale_id | by: line_id | Unknown column of sale: line_id (expected sale_id, shop_id, amount, currency, sold_at, updated_at) in inputs.sold_line
                    zone: zone | zone: timezone | Unknown column of shop: timezone (expected shop_id, tenant_id, zone, updated_at) in inputs.shop
                    uses: [tenant_id, zone] | uses: [tenant, zone] | Unknown column of shop: tenant (expected shop_id, tenant_id, zone, updated_at) in inputs.shop
                    uses: [tenant_id, zone] | uses: some | Invalid inputs.shop.uses: "some" (expected a list of names)
                    , uses: [tenant_id, zone] | `` | Missing key: inputs.shop.uses
                    uses: [tenant_id, zone] | clock: updated_at, uses: all | Invalid inputs.shop.clock: updated_at (expected none: an entity has no clock)
                    uses: [tenant_id, zone] | clock: none, uses: all | Invalid inputs.shop.clock: none (expected no day in the slice of a directory)
                    {entity: shop, key: shop_id | {entity: shop, key: zone | Invalid inputs.shop.key: zone (expected the slice's second column: shop_id)
                    inputs: | inputs:\\n  other: {entity: shop, key: shop_id, uses: all} | Invalid inputs: 2 entities (expected one)
                    /* | -- | Missing header: expected the file to begin with /* YAML */
                    """)
    void namesWhatIsWrongWithAView(String old, String changed, String expected) {
        String content = ShopMart.DAILY.replace(old, changed.replace("\\n", "\n"));
        assertThat(content).isNotEqualTo(ShopMart.DAILY);
        files.with("view_daily.sql", content).without("view_totals.sql");
        assertProblems(
                expected.lines()
                        .flatMap(line -> List.of(line.split("; ")).stream())
                        .map(says -> "shop/view_daily.sql: " + says)
                        .toArray(String[]::new));
    }

    @Test
    void refusesAViewWithoutFact() {
        files.with(
                "view_directory.sql",
                ShopMart.DIRECTORY.replace("clock: none, zone: zone, uses: all", "uses: all"));
        assertProblems(
                "shop/view_directory.sql: Invalid inputs: no fact (expected one, or an entity with"
                        + " clock: none)");
    }

    @Test
    void refusesCirclesOfChildren() {
        files.with(
                "view_daily.sql",
                ShopMart.DAILY.replace(
                        "of: sold, by: sale_id}",
                        "of: other, by: sale_id}\n"
                                + "  other: {child: line, of: sold_line, by: sale_id}"));
        assertProblems(
                "shop/view_daily.sql: Invalid inputs.sold_line.of: other (expected a chain that"
                        + " ends at a fact)",
                "shop/view_daily.sql: Invalid inputs.other.of: sold_line (expected a chain that"
                        + " ends at a fact)");
    }

    @Test
    void refusesChildrenOfALookup() {
        files.with(
                "view_daily.sql",
                ShopMart.DAILY
                        .replace("{child: line, of: sold", "{child: line, of: seen")
                        .replace(
                                "inputs:",
                                "inputs:\n  seen: {lookup: sale, of: sold, by: sale_id}"));
        assertProblems(
                "shop/view_daily.sql: Invalid inputs.sold_line.of: seen (expected one of sold)");
    }

    @Test
    void refusesStoreViewsOverWhatIsNoViewOfTheMart() {
        files.with("view_totals.sql", ShopMart.TOTALS.replace("daily", "dayly"));
        assertProblems(
                "shop/view_totals.sql: Unknown view: dayly (did you mean daily?) in inputs.days");
    }

    @Test
    void refusesCirclesOfStoreViews() {
        files.with("view_totals.sql", ShopMart.TOTALS.replace("daily", "above"));
        files.with("view_above.sql", ShopMart.TOTALS.replace("daily", "totals"));
        files.with("view_upon.sql", ShopMart.TOTALS.replace("daily", "above"));
        assertProblems(
                "shop/view_above.sql: Circular inputs: the view reads itself through its inputs",
                "shop/view_totals.sql: Circular inputs: the view reads itself through its inputs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    create index shop_updated_at | Missing index on shop (updated_at), needed for the change column
                    create index sale_shop_id_sold_at | Missing index on sale (shop_id, sold_at), needed for its views
                    create index sale_sold_at | Missing index on sale (sold_at), needed for its views
                    create index line_sale_id | Missing index on line (sale_id), needed for its views
                    """)
    void demandsIndexes(String line, String expected) {
        files.with("contract.sql", ShopMart.CONTRACT.replace(line, "--"));
        assertProblems("shop/contract.sql: " + expected);
    }

    @Test
    void demandsTheChangeColumn() {
        files.with(
                "contract.sql",
                ShopMart.CONTRACT
                        + "create table extra (extra_id bigint, daybook_x text, primary key"
                        + " (extra_id));");
        assertProblems(
                "shop/contract.sql: Reserved name: daybook_x (names in daybook_ are the engine's)",
                "shop/contract.sql: Table extra has no change column (expected updated_at"
                        + " timestamptz not null)");
    }

    @Test
    void namesAContractThatIsNoDdl() {
        files.with("contract.sql", "create tabel shop (shop_id bigint)");
        assertThatThrownBy(files::load)
                .isInstanceOf(InvalidCatalogue.class)
                .hasMessageStartingWith(
                        "1 problem in the catalogue:\nshop/contract.sql: Invalid contract: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    sourse | stop | x: {rows: sale} | `` | Invalid stage: "sourse" (expected one of source, staging, published)
                    source | halt | x: {rows: sale} | `` | Invalid severity: "halt" (expected one of stop, hold, report, count)
                    source | stop | x: {rows: sale} | compares: 1 | Unknown key: compares (did you mean compare?)
                    source | stop | x: {rows: sale} | slice: [tenant_id, shop_id] | Invalid slice: a check at stage source has none
                    source | stop | x: {fact: sale, key: shop_id, clock: sold_at} | `` | Invalid inputs: 0 with rows (expected one)
                    source | stop | x: {rows: sale}, y: {rows: line} | `` | Invalid inputs: 2 with rows (expected one)
                    source | stop | x: {rows: sale}, y: {lookup: shop, of: z, by: shop_id} | `` | Invalid inputs.y.of: z (expected one of x)
                    source | stop | x: {rows: sale}, y: {lookup: shop, of: x, by: sale_id} | `` | Unknown column of shop: sale_id (expected shop_id, tenant_id, zone, updated_at) in inputs.y
                    source | hold | x: {fact: sale, key: shop_id, clock: sold_at} | compare: {view: daily, measures: [amount]} | Invalid severity: a check that compares has severity stop
                    source | stop | x: {fact: sale, key: shop_id, clock: sold_at} | compare: {view: dayly, measures: [amount]} | Unknown view: dayly (did you mean daily?) in compare.view
                    source | stop | x: {fact: sale, key: shop_id, clock: sold_at} | compare: {view: totals, measures: [amount]} | Invalid compare.view: totals (expected a view over the source)
                    source | stop | x: {fact: sale, key: shop_id, clock: sold_at} | compare: {view: daily} | Missing key: compare.measures
                    source | stop | x: {child: line, of: y, by: sale_id} | compare: {view: daily, measures: [amount]} | Invalid inputs.x: no role (expected exactly one of fact, entity)
                    staging | stop | x: {table: daily} | `` | Missing key: slice
                    staging | stop | x: {table: daily} | slice: [shop_id] | Invalid slice: [shop_id] (expected [tenant_id, KEY] or [tenant_id, KEY, day])
                    staging | stop | x: {rows: sale} | slice: [tenant_id, shop_id] | Invalid inputs.x: no role (expected exactly one of table)
                    staging | stop | x: {table: days} | slice: [tenant_id, shop_id] | Unknown view: days (expected daily, directory, totals) in inputs.x
                    published | stop | x: {table: totals} | slice: [tenant_id, shop_id, day] | Invalid inputs.x: totals has the slice [tenant_id, shop_id] (expected [tenant_id, shop_id, day] in it)
                    published | stop | sale: {table: daily} | slice: [tenant_id, shop_id] | Input sale stands for daily (expected another name: sale is a contract table)
                    """)
    void namesWhatIsWrongWithACheck(
            String stage, String severity, String inputs, String more, String expected) {
        files.with("check_it.sql", check(stage, severity, inputs, more));
        assertProblems("shop/check_it.sql: " + expected);
    }

    @Test
    void refusesFilesAndMartsOfUnknownNames() {
        files.with("veiw_x.sql", "").withFileOf("Gym", "contract.sql", "");
        assertProblems(
                "Gym/contract.sql: Invalid name: Gym (expected lower-case letters, digits and _)",
                "shop/veiw_x.sql: Unknown file (expected contract, demo, view_<stem> or"
                        + " check_<name> .sql)");
    }

    private static String check(String stage, String severity, String inputs, String more) {
        return """
        /*
        check: all is well
        stage: %s
        severity: %s
        inputs: {%s}
        %s
        */
        select 1
        """
                .formatted(stage, severity, inputs, more);
    }

    private void assertProblems(String... sentences) {
        assertThatThrownBy(files::load)
                .isInstanceOf(InvalidCatalogue.class)
                .hasMessage(
                        (sentences.length == 1 ? "1 problem" : sentences.length + " problems")
                                + " in the catalogue:\n"
                                + String.join("\n", sentences));
    }
}
