package io.daybook.api.answer;

import org.jooq.DSLContext;

/**
 * What a payload is read from: one transaction, as one tenant, of one generation.
 *
 * @param tenant stands in every query too, beside row-level security
 */
public record Snapshot(DSLContext dsl, String tenant, Edition edition) {}
