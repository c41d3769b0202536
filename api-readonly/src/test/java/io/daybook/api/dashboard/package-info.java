/** The dashboard in a real Chromium, over a store with hand-made rows. */
@NullMarked
package io.daybook.api.dashboard;

import org.jspecify.annotations.NullMarked;
