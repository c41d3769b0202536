/** The embedded server's life: starts, shares, kills, recoveries. */
@NullMarked
package io.daybook.etl.embedded;

import org.jspecify.annotations.NullMarked;
