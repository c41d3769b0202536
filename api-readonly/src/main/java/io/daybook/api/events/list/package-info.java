/** The tenant's events, a page at a time. */
@NullMarked
package io.daybook.api.events.list;

import org.jspecify.annotations.NullMarked;
