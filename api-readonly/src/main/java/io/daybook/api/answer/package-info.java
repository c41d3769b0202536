/** What every payload has in common: its edition, its freshness headers and its validator. */
@NullMarked
package io.daybook.api.answer;

import org.jspecify.annotations.NullMarked;
