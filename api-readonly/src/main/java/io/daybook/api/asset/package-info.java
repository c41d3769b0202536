/** Libraries for browsers, served from the class path. */
@NullMarked
package io.daybook.api.asset;

import org.jspecify.annotations.NullMarked;
