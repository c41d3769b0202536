/** CSV files into the tables of a contract: all rows of a file or none, and none twice. */
@NullMarked
package io.daybook.etl.imports;

import org.jspecify.annotations.NullMarked;
