/** Where source and store are, and the connections to them. */
@NullMarked
package io.daybook.etl.database;

import org.jspecify.annotations.NullMarked;
