/** A source and a store of one mart for tests, and the oracle: the whole view over the source. */
@NullMarked
package io.daybook.etl.testing;

import org.jspecify.annotations.NullMarked;
