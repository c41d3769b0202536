/** What is served at the root: what this service is and which marts it has. */
@NullMarked
package io.daybook.api.service;

import org.jspecify.annotations.NullMarked;
