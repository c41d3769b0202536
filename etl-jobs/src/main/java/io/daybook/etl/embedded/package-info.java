/** A PostgreSQL server of the user's own, for whoever has configured no store. */
@NullMarked
package io.daybook.etl.embedded;

import org.jspecify.annotations.NullMarked;
