package io.daybook.etl.imports;

/**
 * A row that is not loaded.
 *
 * @param line the line in which it begins
 * @param column the contract column whose value is wrong; empty when the row is wrong as a whole
 * @param value the text that is wrong, shortened; goes to the rejects file only
 * @param reason never holds the value
 */
record Reject(long line, String column, String value, String reason) {}
