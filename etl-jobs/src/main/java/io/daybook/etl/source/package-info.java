/** What Daybook makes in a source of its own: tables that it may write. */
@NullMarked
package io.daybook.etl.source;

import org.jspecify.annotations.NullMarked;
