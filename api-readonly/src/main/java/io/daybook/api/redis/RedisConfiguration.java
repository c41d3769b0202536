package io.daybook.api.redis;

import io.daybook.api.answer.AnswerSettings;
import io.daybook.api.answer.SharedAnswers;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.cache.Cache;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;

/** Answers in a Redis through Spring's cache; nothing of it is loaded unless it is chosen. */
@Configuration(proxyBeanMethods = false)
public class RedisConfiguration {

    /** For one command: a statement of the store takes less than a Redis that needs longer. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    /** To connect and be let in, which happens beside the requests. */
    private static final Duration PATIENCE_TO_CONNECT = Duration.ofSeconds(2);

    /**
     * An answer is of use until the next publication; with a run every ten seconds those that
     * nobody asks for any more must not pile up.
     */
    private static final Duration KEPT = Duration.ofMinutes(10);

    @Bean
    LettuceConnectionFactory redisConnections(RedisSettings settings) {
        var server = new RedisStandaloneConfiguration();
        server.setHostName(settings.address().getHost());
        server.setPort(settings.port());
        server.setDatabase(settings.database());
        settings.user().ifPresent(server::setUsername);
        settings.password().ifPresent(server::setPassword);
        var client =
                LettuceClientConfiguration.builder()
                        // the time to be let in as well; commands have their own
                        .commandTimeout(PATIENCE_TO_CONNECT)
                        .shutdownTimeout(Duration.ZERO)
                        .clientOptions(
                                ClientOptions.builder()
                                        .socketOptions(
                                                SocketOptions.builder()
                                                        .connectTimeout(PATIENCE_TO_CONNECT)
                                                        .build())
                                        .timeoutOptions(TimeoutOptions.enabled(PATIENCE))
                                        // who waits for a lost connection waits too long
                                        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                                        .requestQueueSize(1_000)
                                        .build());
        if (settings.encrypted()) {
            client.useSsl();
        }
        return new LettuceConnectionFactory(server, client.build());
    }

    @Bean
    SharedAnswers sharedAnswers(
            LettuceConnectionFactory connections, RedisSettings redis, AnswerSettings settings) {
        String deployment = URLEncoder.encode(redis.deployment(), StandardCharsets.UTF_8) + ":";
        RedisCacheConfiguration answers =
                RedisCacheConfiguration.defaultCacheConfig()
                        .entryTtl(KEPT)
                        .disableCachingNullValues()
                        .computePrefixWith(name -> deployment)
                        // bytes in, bytes out: no object is ever made of what is read
                        .serializeValuesWith(
                                SerializationPair.fromSerializer(RedisSerializer.byteArray()));
        RedisCacheManager manager =
                RedisCacheManager.builder(RedisCacheWriter.nonLockingRedisCacheWriter(connections))
                        .cacheDefaults(answers)
                        .build();
        Cache cache = manager.getCache("answers");
        if (cache == null) {
            throw new IllegalStateException("the manager makes caches on demand");
        }
        return new SharedAnswers(cache, settings);
    }
}
