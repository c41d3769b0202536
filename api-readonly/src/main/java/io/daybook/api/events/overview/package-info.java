/** An event at a glance: sales against a past, tickets, who buys, how fast it sells. */
@NullMarked
package io.daybook.api.events.overview;

import org.jspecify.annotations.NullMarked;
