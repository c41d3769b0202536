/** A running API over a store with hand-made rows. */
@NullMarked
package io.daybook.api.testing;

import org.jspecify.annotations.NullMarked;
