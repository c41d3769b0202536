/** The views of the mart venues: given rows, expected rows, worked out by hand. */
@NullMarked
package io.daybook.etl.venues;

import org.jspecify.annotations.NullMarked;
