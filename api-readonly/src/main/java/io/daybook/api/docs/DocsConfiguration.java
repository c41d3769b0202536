package io.daybook.api.docs;

import io.daybook.api.problem.Problem;
import io.daybook.api.problem.ProblemWriter;
import io.daybook.api.store.MartTables;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the generated description says of every endpoint: headers and problems. */
@Configuration(proxyBeanMethods = false)
@Import(DocsPageConfiguration.class)
public class DocsConfiguration {

    private static final Map<String, String> PROBLEMS =
            Map.of(
                    "400", "A parameter is invalid, unknown or repeated",
                    "401", "There is no token, or it is not accepted",
                    "403", "The token does not allow this, or a page of another site asks",
                    "406", "The endpoint has no such representation",
                    "414", "The address is longer than any honest request",
                    "421", "The Host is not this server's",
                    "429", "Too many requests, or too many live streams; see Retry-After",
                    "503", "The metrics store does not answer");

    /** The tags of endpoints that belong to one mart are the marts' names. */
    private static final Set<String> MARTS =
            MartTables.schemas().stream()
                    .map(schema -> schema.getName())
                    .collect(Collectors.toSet());

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("Daybook")
                                .version("v1")
                                .description(
                                        "Precomputed metrics, read-only. Money is a number with at"
                                                + " least the currency's decimals; days are local"
                                                + " days of the event or venue; instants are in"
                                                + " UTC.")
                                .license(new License().name("Apache-2.0")))
                // relative, so that no request header ends up in a link
                .servers(List.of(new Server().url("/")))
                .components(
                        new Components()
                                .addSecuritySchemes(
                                        "token",
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme("bearer")
                                                .bearerFormat("JWT")
                                                .description(
                                                        "Where the server was started with --auth"
                                                                + " jwt; the token names the"
                                                                + " tenant")))
                // either with a token or, on a laptop, without
                .security(
                        List.of(
                                new SecurityRequirement().addList("token"),
                                new SecurityRequirement()));
    }

    @Bean
    GlobalOpenApiCustomizer headersAndProblems() {
        return api -> {
            ModelConverters.getInstance()
                    .readAll(Problem.class)
                    .forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
            api.getComponents().getSchemas().values().forEach(DocsConfiguration::require);
            api.getPaths()
                    .values()
                    .forEach(path -> path.readOperations().forEach(DocsConfiguration::complete));
        };
    }

    /** Every field of a payload is always there; a problem has only those that apply. */
    private static void require(Schema<?> schema) {
        if (schema.getProperties() != null && !"Problem".equals(schema.getName())) {
            schema.setRequired(List.copyOf(schema.getProperties().keySet()));
        }
    }

    private static void complete(Operation operation) {
        boolean payload = !operation.getTags().contains("health");
        operation
                .getResponses()
                .get("200")
                .getContent()
                .forEach(
                        (type, content) ->
                                Examples.of(operation.getOperationId(), type)
                                        .ifPresent(content::setExample));
        operation.getResponses().values().forEach(response -> addHeaders(response, payload));
        // a stream has no tag to come back with
        if (payload && !operation.getOperationId().equals("eventLive")) {
            operation
                    .getResponses()
                    .addApiResponse(
                            "304",
                            new ApiResponse().description("The tag of If-None-Match still holds"));
        }
        PROBLEMS.forEach(
                (status, meaning) ->
                        operation.getResponses().addApiResponse(status, problem(status, meaning)));
        if (hasId(operation) || operation.getTags().stream().anyMatch(MARTS::contains)) {
            operation
                    .getResponses()
                    .addApiResponse(
                            "404",
                            problem(
                                    "404",
                                    "Unknown id, or one of another tenant: the two look alike; or"
                                            + " the mart is not installed"));
        }
    }

    private static boolean hasId(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter -> "path".equals(parameter.getIn()));
    }

    private static ApiResponse problem(String status, String meaning) {
        Schema<?> schema = new Schema<>().$ref("#/components/schemas/Problem");
        ApiResponse response =
                new ApiResponse()
                        .description(meaning)
                        .content(
                                new Content()
                                        .addMediaType(
                                                ProblemWriter.MEDIA_TYPE,
                                                new MediaType().schema(schema)));
        if (status.equals("429")) {
            response.addHeaderObject(
                    "Retry-After",
                    new Header()
                            .description("After how many seconds to try again")
                            .schema(new IntegerSchema()));
        }
        return response;
    }

    private static void addHeaders(ApiResponse response, boolean payload) {
        if (!payload) {
            return;
        }
        response.addHeaderObject(
                "Daybook-Generation",
                new Header()
                        .description("Number of the publication read; 0 before the first")
                        .schema(new IntegerSchema().format("int64")));
        response.addHeaderObject(
                "Daybook-As-Of",
                new Header()
                        .description("The instant of the source that it reflects, in UTC")
                        .schema(new StringSchema().format("date-time")));
        response.addHeaderObject(
                "Daybook-Stale",
                new Header()
                        .description(
                                "Why the figures are not today's; the first that applies; absent"
                                        + " when none does")
                        .schema(
                                new StringSchema()
                                        ._enum(
                                                List.of(
                                                        "never-published",
                                                        "older-than-limit",
                                                        "missing-days",
                                                        "store-unreachable"))));
        response.addHeaderObject(
                "ETag",
                new Header()
                        .description("Strong validator of this answer for this caller")
                        .schema(new StringSchema()));
    }
}
