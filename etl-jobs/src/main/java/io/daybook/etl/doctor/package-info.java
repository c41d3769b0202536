/** Looks at source and store for what would make a run fail, wrong or slow; changes nothing. */
@NullMarked
package io.daybook.etl.doctor;

import org.jspecify.annotations.NullMarked;
