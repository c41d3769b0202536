package io.daybook.api.venues;

/** One venue of the directory. */
public record VenueRow(long id, String name, String timezone, String currency) {}
