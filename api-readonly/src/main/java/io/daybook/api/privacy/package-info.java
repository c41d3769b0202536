/** What no answer may show: groups so small that a person could be told apart. */
@NullMarked
package io.daybook.api.privacy;

import org.jspecify.annotations.NullMarked;
