/** How fresh each mart is and which of its days are final. */
@NullMarked
package io.daybook.api.freshness;

import org.jspecify.annotations.NullMarked;
