/** An event's sales by local day. */
@NullMarked
package io.daybook.api.events.timeline;

import org.jspecify.annotations.NullMarked;
