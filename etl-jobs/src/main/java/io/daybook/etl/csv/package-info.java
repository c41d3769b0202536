/**
 * Reads CSV files strictly: what cannot be understood is named by line and column, never guessed.
 */
@NullMarked
package io.daybook.etl.csv;

import org.jspecify.annotations.NullMarked;
