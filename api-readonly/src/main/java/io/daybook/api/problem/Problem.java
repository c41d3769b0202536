package io.daybook.api.problem;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MimeType;

/** An RFC 9457 problem. Its texts name what the caller sent, never anything of the inside. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Why the request was not answered (RFC 9457)")
public record Problem(
        @Schema(
                        description = "Stable name of the problem; never changes its meaning",
                        example = "urn:daybook:problem:invalid-range")
                String type,
        @Schema(description = "What the type means, in a few words") String title,
        @Schema(description = "The HTTP status, once more") int status,
        @Schema(description = "What is wrong in this request, as a sentence") String detail,
        @Schema(description = "The parameter at fault; absent when it is none")
                @Nullable String parameter,
        @Schema(description = "That parameter's value as sent, shortened") @Nullable String value,
        @Schema(description = "What was expected instead") @Nullable String expected) {

    private static final String PREFIX = "urn:daybook:problem:";
    private static final int SHOWN = 100;

    private static Problem of(int status, String name, String title, String detail) {
        return new Problem(PREFIX + name, title, status, detail, null, null, null);
    }

    /** A parameter, of path or query, that is not what it has to be. */
    public static Problem invalid(String parameter, String value, String expected) {
        String shown = shortened(value);
        return new Problem(
                PREFIX + "invalid-" + parameter,
                "Invalid parameter",
                400,
                "Invalid %s: %s (expected %s)".formatted(parameter, shown, expected),
                parameter,
                shown,
                expected);
    }

    /**
     * @param known the names that the path takes; may be empty
     */
    public static Problem unknownParameter(String name, String value, Collection<String> known) {
        String shown = shortened(name);
        Optional<String> nearest = NearestName.to(name, known);
        return new Problem(
                PREFIX + "unknown-parameter",
                "Unknown parameter",
                400,
                "Unknown parameter: %s (%s)"
                        .formatted(
                                shown,
                                nearest.map("did you mean %s?"::formatted)
                                        .orElse("expected no parameter")),
                shown,
                shortened(value),
                nearest.orElse("no parameter"));
    }

    public static Problem repeatedParameter(String name, String value) {
        return new Problem(
                PREFIX + "repeated-parameter",
                "Repeated parameter",
                400,
                "Repeated parameter: %s (expected it once)".formatted(name),
                name,
                shortened(value),
                "it once");
    }

    /** More rows than an answer may have; nothing of them was sent. */
    public static Problem tooManyRows(long limit) {
        return of(
                400,
                "too-many-rows",
                "Too many rows",
                ("The answer has more than %s rows; nothing was sent. Ask for fewer days, coarser"
                                + " groups or one value of a column")
                        .formatted(limit));
    }

    public static Problem malformedRequest() {
        return of(400, "malformed-request", "Malformed request", "The request is not valid HTTP");
    }

    /** The same for what does not exist and for what belongs to another tenant. */
    public static Problem notFound() {
        return of(404, "not-found", "Not found", "There is nothing here under this id or path");
    }

    /** 404: the path is one of ours, and the store lacks what it would show. */
    public static Problem martNotInstalled(String mart) {
        return of(
                404,
                "mart-not-installed",
                "Mart not installed",
                ("The mart %s is not installed here. Other marts are served; whoever runs this"
                                + " server adds it with daybook migrate and starts the server anew")
                        .formatted(mart));
    }

    public static Problem methodNotAllowed(String method) {
        return of(
                405,
                "method-not-allowed",
                "Method not allowed",
                "Method not allowed: %s (expected GET, HEAD or OPTIONS)"
                        .formatted(shortened(method)));
    }

    /**
     * @param served the media types that there are; empty: JSON
     */
    public static Problem notAcceptable(Collection<? extends MimeType> served) {
        String types =
                served.isEmpty()
                        ? "application/json"
                        : served.stream().map(MimeType::toString).collect(joining(" or "));
        return of(
                406,
                "not-acceptable",
                "Not acceptable",
                "This resource is served as %s only".formatted(types));
    }

    public static Problem uriTooLong(int limit) {
        return of(
                414,
                "uri-too-long",
                "URI too long",
                "The path with its query is longer than %s characters".formatted(limit));
    }

    public static Problem misdirected(String host, String expected) {
        return new Problem(
                PREFIX + "misdirected-request",
                "Misdirected request",
                421,
                "Host not served here: %s (expected %s)".formatted(shortened(host), expected),
                "Host",
                shortened(host),
                expected);
    }

    public static Problem foreignOrigin(String header, String value) {
        return new Problem(
                PREFIX + "foreign-origin",
                "Foreign origin",
                403,
                "Refused for its origin: %s: %s (expected this server's own pages)"
                        .formatted(header, shortened(value)),
                header,
                shortened(value),
                "this server's own pages");
    }

    /** 401: nobody is known to ask. */
    public static Problem unauthenticated(boolean tokenGiven) {
        return tokenGiven
                ? of(
                        401,
                        "invalid-token",
                        "Invalid token",
                        "The token is not accepted (expected one of this API's issuer and"
                                + " audience, signed by its key and not expired)")
                : of(
                        401,
                        "no-token",
                        "No token",
                        "There is no token (expected the header Authorization: Bearer TOKEN)");
    }

    /** 403: a token that does not name exactly one tenant. */
    public static Problem noTenant() {
        return of(
                403,
                "no-tenant",
                "No tenant",
                "The token names no tenant (expected the claim org, exactly one string)");
    }

    /** 403: known, and not allowed to. */
    public static Problem forbidden(String permission) {
        return of(
                403,
                "forbidden",
                "Forbidden",
                "None of the token's roles may do this (expected the permission %s)"
                        .formatted(permission));
    }

    public static Problem tooManyRequests(long seconds) {
        return of(
                429,
                "too-many-requests",
                "Too many requests",
                "There were too many requests (expected none for %d s)".formatted(seconds));
    }

    /** 503: the issuer's keys could not be fetched, so nobody can be known. */
    public static Problem keysUnreachable() {
        return of(
                503,
                "keys-unreachable",
                "Keys unreachable",
                "The issuer's keys do not answer at the moment, so no token can be checked");
    }

    public static Problem storeUnreachable() {
        return of(
                503,
                "store-unreachable",
                "Store unreachable",
                "The metrics store does not answer at the moment");
    }

    /** 429: each open stream holds a place. */
    public static Problem tooManyStreams() {
        return of(
                429,
                "too-many-streams",
                "Too many streams",
                "There are as many live streams as may be open at once");
    }

    /** Headers of more bytes than the server takes; it has not read them to their end. */
    public static Problem headersTooLarge() {
        return of(
                431,
                "headers-too-large",
                "Headers too large",
                "The request's headers are longer than the 32 KB that are read");
    }

    /** Any other status, without a word on the cause. */
    public static Problem other(int status) {
        boolean ours = status == 500;
        return of(
                status,
                ours ? "internal-error" : "malformed-request",
                ours ? "Internal error" : "Malformed request",
                ours ? "This is our fault; it has been logged" : "The request cannot be read");
    }

    private static String shortened(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
    }
}
