/** Given rows of the source, expected rows of the mart {@code events}: its views and edge cases. */
@NullMarked
package io.daybook.etl.events;

import org.jspecify.annotations.NullMarked;
