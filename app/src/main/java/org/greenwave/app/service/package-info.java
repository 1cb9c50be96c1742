/** A server as a service of the machine: started at boot, started again when it ends. */
@NullMarked
package org.greenwave.app.service;

import org.jspecify.annotations.NullMarked;
