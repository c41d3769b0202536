/** The reader's way into the store: one read-only snapshot per request, as one tenant. */
@NullMarked
package io.daybook.api.store;

import org.jspecify.annotations.NullMarked;
