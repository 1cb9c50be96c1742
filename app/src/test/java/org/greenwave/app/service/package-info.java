@NullMarked
package org.greenwave.app.service;

import org.jspecify.annotations.NullMarked;
