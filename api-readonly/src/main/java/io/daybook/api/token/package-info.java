/** Callers who bring a token: whose it is, what its roles allow, how often they may ask. */
@NullMarked
package io.daybook.api.token;

import org.jspecify.annotations.NullMarked;
