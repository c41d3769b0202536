/** Files into tables, and what stays outside. */
@NullMarked
package io.daybook.etl.imports;

import org.jspecify.annotations.NullMarked;
