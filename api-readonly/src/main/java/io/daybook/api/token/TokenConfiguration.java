package io.daybook.api.token;

import io.daybook.api.guard.Permission;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * {@code --auth jwt}: Spring Security as a resource server. What is not listed as open needs a
 * token with the permission to read.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@ImportAutoConfiguration(SecurityFilterAutoConfiguration.class)
public class TokenConfiguration {

    /** Reports and exports. */
    static final RequestMatcher REPORTS = paths("/api/v1/reports", "/api/v1/reports/**");

    /** Pages and descriptions hold no figures; the simple status says only that we are up. */
    private static final RequestMatcher OPEN =
            paths(
                    "/health",
                    "/api/health",
                    "/v3/api-docs",
                    "/v3/api-docs/**",
                    "/docs",
                    "/docs/**",
                    "/dashboard",
                    "/dashboard/**");

    private static RequestMatcher paths(String... patterns) {
        PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
        return new OrRequestMatcher(
                Stream.of(patterns).<RequestMatcher>map(path::matcher).toList());
    }

    @Bean
    SecurityFilterChain bearers(HttpSecurity http, TokenSettings settings, ServletContext api)
            throws Exception {
        TokenProblems problems = new TokenProblems();
        JwtDecoder decoder = decoder(settings);
        // Boot hands the chain to the management port as well, whose callers bring no token
        return http.securityMatcher(request -> request.getServletContext() == api)
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // neither cookies nor forms: nothing to forge, nowhere to log out
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                // the guard's own, on every answer
                .headers(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(
                        requests ->
                                requests
                                        // goes on with a request that was let in
                                        .dispatcherTypeMatchers(DispatcherType.ASYNC)
                                        .permitAll()
                                        .requestMatchers(OPEN)
                                        .permitAll()
                                        .requestMatchers(REPORTS)
                                        .hasAuthority(Permission.REPORTS.toString())
                                        .anyRequest()
                                        .hasAuthority(Permission.READ.toString()))
                .oauth2ResourceServer(
                        server ->
                                server.jwt(
                                                jwt ->
                                                        jwt.decoder(decoder)
                                                                .jwtAuthenticationConverter(
                                                                        token ->
                                                                                CallerToken.of(
                                                                                        token,
                                                                                        settings)))
                                        .authenticationEntryPoint(problems)
                                        .accessDeniedHandler(problems))
                .exceptionHandling(
                        handling ->
                                handling.authenticationEntryPoint(problems)
                                        .accessDeniedHandler(problems))
                .addFilterAfter(
                        new CallerFilter(settings.requestsPerMinute()), AuthorizationFilter.class)
                .build();
    }

    /** Tells a token that is bad from an issuer that is away. */
    private static JwtDecoder decoder(TokenSettings settings) {
        JwtDecoder checking = Tokens.decoder(settings);
        return text -> {
            try {
                return checking.decode(text);
            } catch (BadJwtException bad) {
                throw bad;
            } catch (JwtException failure) {
                throw new KeysUnreachable(failure);
            }
        };
    }
}
