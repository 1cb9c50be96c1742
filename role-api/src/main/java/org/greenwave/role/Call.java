package org.greenwave.role;

import java.io.InputStream;
import java.util.Map;

/**
 * A call of the role's part of the API.
 *
 * @param method GET, POST, PUT, PATCH or DELETE
 * @param path what follows {@code /api/v1/roles/{role}/}, without a leading slash: {@code zones/17}
 * @param query the decoded query parameters, the first of each name
 * @param contentType the body's media type, empty when there is none
 * @param body the body as it was sent, zipped perhaps; the server bounds its length and time
 */
public record Call(
    String method, String path, Map<String, String> query, String contentType, InputStream body) {}
