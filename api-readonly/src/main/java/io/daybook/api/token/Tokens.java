package io.daybook.api.token;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Checks tokens: signature, algorithm, issuer, audience, expiry and not-before. */
final class Tokens {

    private static final Duration SKEW = Duration.ofSeconds(60);

    /** What no clock will ever show is no date; a token that never expires is not meant. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Tokens() {}

    static JwtDecoder decoder(TokenSettings settings) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(keys(settings));
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(
                        JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        // the claims are Spring Security's matter, below
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<Jwt>(
                        new JwtTimestampValidator(SKEW),
                        new JwtClaimValidator<Instant>(
                                JwtClaimNames.EXP, exp -> exp != null && !exp.isAfter(LAST)),
                        new JwtIssuerValidator(settings.issuer()),
                        new JwtAudienceValidator(settings.audience())));
        return decoder;
    }

    private static JWSKeySelector<SecurityContext> keys(TokenSettings settings) {
        Set<JWSAlgorithm> algorithms =
                settings.algorithms().stream().map(JWSAlgorithm::new).collect(Collectors.toSet());
        if (settings.keys() instanceof TokenSettings.Address jwks) {
            return new JWSVerificationKeySelector<>(algorithms, new IssuerKeys(jwks.address()));
        }
        PublicKey key = KeyFile.read(((TokenSettings.PemFile) settings.keys()).file());
        // the one key has no id that a token could name
        return (header, context) ->
                algorithms.contains(header.getAlgorithm()) ? List.of(key) : List.of();
    }
}
