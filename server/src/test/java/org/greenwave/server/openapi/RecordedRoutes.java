package org.greenwave.server.openapi;

import static java.util.Locale.ROOT;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rules that write down what is routed instead of routing it. */
public final class RecordedRoutes implements InvocationHandler {
  private final String prefix;
  private final Set<String> routes;

  private RecordedRoutes(String prefix, Set<String> routes) {
    this.prefix = prefix;
    this.routes = routes;
  }

  /** The routes that somebody adds, as {@code GET /api/v1/roles}. */
  public static Set<String> of(Consumer<HttpRules> adding) {
    Set<String> routes = new TreeSet<>();
    adding.accept(rules("", routes));
    return routes;
  }

  private static HttpRules rules(String prefix, Set<String> routes) {
    return (HttpRules)
        Proxy.newProxyInstance(
            RecordedRoutes.class.getClassLoader(),
            new Class<?>[] {HttpRules.class},
            new RecordedRoutes(prefix, routes));
  }

  @Override
  public @Nullable Object invoke(Object rules, Method method, Object[] arguments) {
    String path = (prefix + arguments[0]).replaceFirst("^//", "/").replaceFirst("(?<=.)/$", "");
    switch (method.getName()) {
      case "get", "post", "put", "patch", "delete", "any" ->
          routes.add(method.getName().toUpperCase(ROOT) + " " + path);
      case "register" -> {
        for (HttpService service : (HttpService[]) arguments[1]) {
          service.routing(rules(path, routes));
        }
      }
      default -> throw new AssertionError(method + " is a way to route that is not known here");
    }
    return rules;
  }
}
