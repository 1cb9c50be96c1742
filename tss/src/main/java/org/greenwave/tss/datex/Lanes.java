package org.greenwave.tss.datex;

import java.util.List;

/**
 * The lanes of the schema's LaneEnum, each with a number from 1 that is the zone's number in its
 * unit. Numbers are kept in databases, so the list may grow at its end and never change otherwise.
 */
final class Lanes {
  /** The number of a lane that the schema does not know. */
  static final int UNKNOWN = -1;

  private static final List<String> LABELS =
      List.of(
          "lane1",
          "lane2",
          "lane3",
          "lane4",
          "lane5",
          "lane6",
          "lane7",
          "lane8",
          "lane9",
          "allLanesCompleteCarriageway",
          "hardShoulder",
          "busLane",
          "busStop",
          "carPoolLane",
          "centralReservation",
          "crawlerLane",
          "emergencyLane",
          "escapeLane",
          "expressLane",
          "heavyVehicleLane",
          "layBy",
          "leftHandTurningLane",
          "leftLane",
          "localTrafficLane",
          "middleLane",
          "opposingLanes",
          "overtakingLane",
          "rightHandTurningLane",
          "rightLane",
          "rushHourLane",
          "setDownArea",
          "slowVehicleLane",
          "throughTrafficLane",
          "tidalFlowLane",
          "turningLane",
          "verge",
          "site");

  /** The number of a characteristic without a lane: the whole site. */
  static final int WHOLE_SITE = LABELS.indexOf("site") + 1;

  private Lanes() {}

  static int number(ElementText text) {
    for (int number = 1; number < WHOLE_SITE; number++) {
      if (text.is(label(number))) {
        return number;
      }
    }
    return UNKNOWN;
  }

  static String label(int number) {
    return LABELS.get(number - 1);
  }

  static int count() {
    return LABELS.size();
  }
}
