/** Moves the planned rows from the source into staging. */
@NullMarked
package io.daybook.etl.compute;

import org.jspecify.annotations.NullMarked;
