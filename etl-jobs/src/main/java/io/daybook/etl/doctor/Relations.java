package io.daybook.etl.doctor;

/** The contract's relations, what those that are views are made of, and partitions. */
final class Relations {

    /** Takes a schema and a list of names as literals; {@code top} is the name in the contract. */
    static final String WITH_BENEATH =
            """
            with recursive beneath (top, oid) as (
                select c.relname, c.oid
                from pg_class as c
                join pg_namespace as n on n.oid = c.relnamespace
                where n.nspname = %s and c.relname in (%s)
                union
                select b.top, x.oid
                from beneath as b
                cross join lateral (
                    select d.refobjid as oid
                    from pg_class as c
                    join pg_rewrite as w on w.ev_class = c.oid
                    join pg_depend as d
                        on d.classid = cast('pg_rewrite' as regclass) and d.objid = w.oid
                            and d.refclassid = cast('pg_class' as regclass) and d.refobjid <> c.oid
                    where c.oid = b.oid and c.relkind = 'v'
                    union all
                    select i.inhrelid
                    from pg_inherits as i
                    where i.inhparent = b.oid
                ) as x
            )
            """;

    private Relations() {}
}
