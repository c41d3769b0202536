/** What the API answers when it does not answer: RFC 9457 problems, written in one place. */
@NullMarked
package io.daybook.api.problem;

import org.jspecify.annotations.NullMarked;
