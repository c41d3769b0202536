package io.daybook.api.token;

import org.springframework.security.core.AuthenticationException;

/** A valid token whose claim org is not exactly one name. */
final class TokenWithoutTenant extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    TokenWithoutTenant() {
        super("the claim org is not exactly one name");
    }
}
