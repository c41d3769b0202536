/** What every request passes before a controller sees it, and who the caller is. */
@NullMarked
package io.daybook.api.guard;

import org.jspecify.annotations.NullMarked;
