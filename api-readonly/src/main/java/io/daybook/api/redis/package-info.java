/** A Redis that several servers of one deployment keep their answers in. */
@NullMarked
package io.daybook.api.redis;

import org.jspecify.annotations.NullMarked;
