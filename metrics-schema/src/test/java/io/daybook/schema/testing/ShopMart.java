package io.daybook.schema.testing;

import io.daybook.schema.catalogue.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small valid mart {@code shop} in a directory, whose files a test may replace, add or remove.
 *
 * <p>A shop has sales on a clock, a sale has lines. {@code daily} and {@code directory} are views
 * over the source, {@code totals} is a view over stored tables.
 */
public final class ShopMart {

    public static final String CONTRACT =
            """
            create table shop (
                shop_id bigint not null,
                tenant_id text not null,
                zone text not null,
                updated_at timestamptz not null,
                primary key (shop_id)
            );
            create table sale (
                sale_id bigint not null,
                shop_id bigint not null,
                amount numeric(18, 4) not null,
                currency char(3),
                sold_at timestamptz,
                updated_at timestamptz not null,
                primary key (sale_id)
            );
            create table line (
                line_id bigint not null,
                sale_id bigint not null,
                note text,
                updated_at timestamptz not null,
                primary key (line_id)
            );
            create index shop_updated_at on shop (updated_at);
            create index sale_updated_at on sale (updated_at);
            create index line_updated_at on line (updated_at);
            create index sale_shop_id_sold_at on sale (shop_id, sold_at);
            create index sale_sold_at on sale (sold_at);
            create index line_sale_id on line (sale_id);
            """;

    public static final String DAILY_HEADER =
            """
            /*
            row: one shop's sales on one local day
            grain: [tenant_id, shop_id, day]
            slice: [tenant_id, shop_id, day]
            inputs:
              shop:      {entity: shop, key: shop_id, zone: zone, uses: [tenant_id, zone]}
              sold:      {fact: sale, key: shop_id, clock: sold_at}
              sold_line: {child: line, of: sold, by: sale_id}
            */
            """;

    public static final String DAILY =
            DAILY_HEADER
                    + """
                    select
                        p.tenant_id,
                        s.shop_id,
                        cast(timezone(p.zone, s.sold_at) as date) as day,
                        count(*) as sales,
                        sum(s.amount) as amount
                    from sold as s
                    inner join shop as p on p.shop_id = s.shop_id
                    where s.sold_at is not null
                    group by p.tenant_id, s.shop_id, cast(timezone(p.zone, s.sold_at) as date)
                    """;

    public static final String DIRECTORY =
            """
            /*
            row: one shop
            grain: [tenant_id, shop_id]
            slice: [tenant_id, shop_id]
            inputs:
              shop: {entity: shop, key: shop_id, clock: none, zone: zone, uses: all}
            */
            select p.tenant_id, p.shop_id, p.zone from shop as p
            """;

    public static final String TOTALS_HEADER =
            """
            /*
            row: one shop's lifetime totals
            grain: [tenant_id, shop_id]
            slice: [tenant_id, shop_id]
            over: store
            inputs:
              days: {table: daily}
            */
            """;

    public static final String TOTALS =
            TOTALS_HEADER
                    + """
                    select d.tenant_id, d.shop_id, sum(d.amount) as amount
                    from days as d
                    group by d.tenant_id, d.shop_id
                    """;

    private final Path directory;

    private ShopMart(Path directory) {
        this.directory = directory;
    }

    /** The valid mart, written to a directory that is empty. */
    public static ShopMart in(Path directory) {
        return new ShopMart(directory)
                .with("contract.sql", CONTRACT)
                .with("view_daily.sql", DAILY)
                .with("view_directory.sql", DIRECTORY)
                .with("view_totals.sql", TOTALS);
    }

    /** Writes a file of the mart. */
    public ShopMart with(String file, String content) {
        return withFileOf("shop", file, content);
    }

    /** Writes a file of another mart. */
    public ShopMart withFileOf(String mart, String file, String content) {
        try {
            Files.createDirectories(directory.resolve(mart));
            Files.writeString(directory.resolve(mart).resolve(file), content);
            return this;
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    public ShopMart without(String file) {
        try {
            Files.delete(directory.resolve("shop").resolve(file));
            return this;
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    public Catalogue load() {
        return Catalogue.load(directory);
    }
}
