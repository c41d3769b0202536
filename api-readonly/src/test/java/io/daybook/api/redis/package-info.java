/** Answers that servers share through a real Redis. */
@NullMarked
package io.daybook.api.redis;

import org.jspecify.annotations.NullMarked;
