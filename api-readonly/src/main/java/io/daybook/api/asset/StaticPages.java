package io.daybook.api.asset;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.ParameterizableViewController;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/** Pages and files of the class path under paths of this server. */
public final class StaticPages {

    // Not by a WebMvcConfigurer: the server on the management port would take up what it registers.

    private final WebApplicationContext context;
    private final Map<String, Object> handlers = new HashMap<>();

    public StaticPages(WebApplicationContext context) {
        this.context = context;
    }

    /** What is shown at a path, whatever its query: {@code forward:} or {@code redirect:}. */
    public StaticPages page(String path, String view) {
        ParameterizableViewController controller = new ParameterizableViewController();
        controller.setViewName(view);
        controller.setApplicationContext(context);
        handlers.put(path, controller);
        return this;
    }

    /**
     * The files of a folder.
     *
     * @param pattern ends with two asterisks; the longest one that fits counts
     * @param location ends with a slash
     */
    public StaticPages files(String pattern, String location) throws Exception {
        ResourceHttpRequestHandler handler = new ResourceHttpRequestHandler();
        handler.setLocationValues(List.of(location));
        handler.setSupportedMethods("GET", "HEAD");
        handler.setApplicationContext(context);
        handler.afterPropertiesSet();
        handlers.put(pattern, handler);
        return this;
    }

    /** All of them, after every controller. */
    public HandlerMapping mapping() {
        SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(handlers);
        mapping.setOrder(Ordered.LOWEST_PRECEDENCE - 1);
        return mapping;
    }
}
