/** Files as they come, and what becomes of each value. */
@NullMarked
package io.daybook.etl.csv;

import org.jspecify.annotations.NullMarked;
