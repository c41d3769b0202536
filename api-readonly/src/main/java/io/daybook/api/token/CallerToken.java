package io.daybook.api.token;

import io.daybook.api.guard.Caller;
import io.daybook.api.guard.Permission;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.jwt.Jwt;

/** A token that was accepted, as the caller it stands for. */
final class CallerToken extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    /** No honest name is longer; it becomes part of cache keys and of the log. */
    private static final int LONGEST_NAME = 200;

    private final transient Caller caller;
    private final @Nullable String client;

    private CallerToken(Caller caller, @Nullable String client) {
        super(
                AuthorityUtils.createAuthorityList(
                        caller.permissions().stream().map(Permission::toString).toList()));
        this.caller = caller;
        this.client = client;
        setAuthenticated(true);
    }

    /**
     * @throws TokenWithoutTenant when the claim org is not exactly one name
     */
    static CallerToken of(Jwt token, TokenSettings settings) {
        if (!(token.getClaims().get("org") instanceof String tenant) || !isName(tenant)) {
            throw new TokenWithoutTenant();
        }
        Set<String> roles = roles(token.getClaims().get("roles"));
        return new CallerToken(
                new Caller(tenant, roles, settings.permissions(roles), token.getExpiresAt()),
                token.getSubject());
    }

    private static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_NAME
                && text.chars().noneMatch(Character::isISOControl);
    }

    /** Whatever is no list of names gives no role. */
    private static Set<String> roles(@Nullable Object claim) {
        Set<String> roles = new TreeSet<>();
        if (claim instanceof Collection<?> list) {
            list.forEach(
                    element -> {
                        if (element instanceof String role) {
                            roles.add(role);
                        }
                    });
        }
        return roles;
    }

    Caller caller() {
        return caller;
    }

    /** Whose requests are counted together; null where the token does not say. */
    @Nullable String client() {
        return client;
    }

    /** Nothing: the token itself is not kept. */
    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return caller.tenant();
    }
}
