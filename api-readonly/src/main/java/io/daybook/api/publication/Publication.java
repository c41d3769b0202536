package io.daybook.api.publication;

import java.time.Instant;

/**
 * The newest publication of a mart.
 *
 * @param generation its number, from 1 on
 * @param asOf the instant of the source that it reflects
 */
public record Publication(String mart, long generation, Instant asOf) {}
