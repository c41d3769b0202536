/** The mart events: what its resources share, one event and its lifetime totals. */
@NullMarked
package io.daybook.api.events;

import org.jspecify.annotations.NullMarked;
