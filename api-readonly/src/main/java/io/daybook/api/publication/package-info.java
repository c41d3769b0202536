/** Which generation each mart is at, and who wants to hear of the next one. */
@NullMarked
package io.daybook.api.publication;

import org.jspecify.annotations.NullMarked;
