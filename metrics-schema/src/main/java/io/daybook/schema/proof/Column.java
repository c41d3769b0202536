package io.daybook.schema.proof;

/**
 * One column of a view's result.
 *
 * @param type as PostgreSQL's {@code format_type} spells it, e.g. {@code numeric(18,4)}
 */
public record Column(String name, String type) {}
