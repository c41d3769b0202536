/** How fast an event sells now: once, for the overview, and as a stream that goes on. */
@NullMarked
package io.daybook.api.events.velocity;

import org.jspecify.annotations.NullMarked;
