/** A real club's files become a mart, and its published figures come out. */
@NullMarked
package io.daybook.etl.club;

import org.jspecify.annotations.NullMarked;
