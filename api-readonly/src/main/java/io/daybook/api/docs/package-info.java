/** The OpenAPI description of all endpoints. */
@NullMarked
package io.daybook.api.docs;

import org.jspecify.annotations.NullMarked;
