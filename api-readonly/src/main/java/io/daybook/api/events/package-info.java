/** The mart events: ticket sales of an organizer's events. */
@NullMarked
package io.daybook.api.events;

import org.jspecify.annotations.NullMarked;
