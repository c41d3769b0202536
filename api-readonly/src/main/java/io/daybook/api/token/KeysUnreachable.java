package io.daybook.api.token;

import org.springframework.security.core.AuthenticationException;

/** No token can be checked, as the issuer's keys could not be fetched. */
final class KeysUnreachable extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    KeysUnreachable(Throwable cause) {
        super("the issuer's keys could not be fetched", cause);
    }
}
