package org.greenwave.server.trust;

/**
 * That a server of the system said something.
 *
 * @param certificate whose it is, in base64
 * @param signature of what was said, in base64
 */
public record Signed(String certificate, String signature) {}
