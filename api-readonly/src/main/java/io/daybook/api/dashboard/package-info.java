/** The dashboard: one page and what it loads, all from this server. */
@NullMarked
package io.daybook.api.dashboard;

import org.jspecify.annotations.NullMarked;
