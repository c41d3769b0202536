/** The SQL files as text: where they lie and what stands in them. */
@NullMarked
package io.daybook.schema.sql;

import org.jspecify.annotations.NullMarked;
