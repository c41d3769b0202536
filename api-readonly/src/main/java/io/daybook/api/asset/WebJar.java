package io.daybook.api.asset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** A library for browsers inside a jar of the class path. */
public final class WebJar {

    private WebJar() {}

    /**
     * Where its files are, for a resource handler: the version in it is the one that the build
     * brought, so that nothing else has to name it.
     */
    public static String location(String group, String artifact) {
        String properties = "/META-INF/maven/%s/%s/pom.properties".formatted(group, artifact);
        try (InputStream stream = WebJar.class.getResourceAsStream(properties)) {
            if (stream == null) {
                throw new IllegalStateException("not on the class path: " + properties);
            }
            Properties pom = new Properties();
            pom.load(stream);
            return "classpath:/META-INF/resources/webjars/%s/%s/"
                    .formatted(artifact, pom.getProperty("version"));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
