/** The writer: everything that reads the source and changes the store. */
@NullMarked
package io.daybook.etl;

import org.jspecify.annotations.NullMarked;
