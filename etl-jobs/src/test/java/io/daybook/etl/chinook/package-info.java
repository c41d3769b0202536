/** A shop with tables of its own becomes a source through plain views: the users' first step. */
@NullMarked
package io.daybook.etl.chinook;

import org.jspecify.annotations.NullMarked;
