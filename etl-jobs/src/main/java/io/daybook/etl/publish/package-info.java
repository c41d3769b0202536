/** Replaces what differs, in one transaction of the store. */
@NullMarked
package io.daybook.etl.publish;

import org.jspecify.annotations.NullMarked;
