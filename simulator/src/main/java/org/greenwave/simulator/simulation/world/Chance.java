package org.greenwave.simulator.simulation.world;

/**
 * What the world leaves open: delays, losses, durations. Scenarios play it calm, runs by a seed.
 */
public interface Chance {
  /** How long a message travels. */
  long travelMillis();

  /** Whether every message arrives, once and in time, unless something else hinders it. */
  boolean smooth();

  /** Whether a message is lost. */
  boolean loses();

  /** Whether a message arrives twice. */
  boolean doubles();

  /** Whether a proposal that outlived its leader reaches the next one. */
  boolean forwards();

  /** How long this Directory server waits for a leader before it stands for election. */
  long electionMillis(String server);

  /** How long a piece of work takes that usually takes this long. */
  long workMillis(long usualMillis);

  /** The rate of a server's clock: 1 is true. */
  double clockRate(String server);

  /** How far the clock on a server's wall is off. */
  long clockSkewMillis(String server);

  /** No chance at all: one millisecond to anywhere, nothing lost, true clocks. */
  Chance CALM =
      new Chance() {
        @Override
        public long travelMillis() {
          return 1;
        }

        @Override
        public boolean smooth() {
          return true;
        }

        @Override
        public boolean loses() {
          return false;
        }

        @Override
        public boolean doubles() {
          return false;
        }

        @Override
        public boolean forwards() {
          return true;
        }

        @Override
        public long electionMillis(String server) {
          return 300 + Math.floorMod(server.charAt(0) - 'a', 8) * 120L;
        }

        @Override
        public long workMillis(long usualMillis) {
          return usualMillis;
        }

        @Override
        public double clockRate(String server) {
          return 1;
        }

        @Override
        public long clockSkewMillis(String server) {
          return 0;
        }
      };
}
