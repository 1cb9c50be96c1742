package org.greenwave.directory.laws;

/** What must always hold. */
public enum Law {
  L1("At most one host may act outward for a role."),
  L2("Fences only rise, and no write commits under a lower fence once a higher one is activated."),
  L3("No acknowledged sample is lost, none is stored twice."),
  L4("A role with a usable server is hosted within the budget once faults stop."),
  L5("The host is the first usable server when it is chosen."),
  L6("A healthy host is disturbed only by an operator, a plan, or the force option."),
  L7("An acknowledged edit survives, and is seen by every later read that asks for it."),
  L8("Every decision has its reason."),
  L9("The Directory's level never falls, and every server of the record speaks it.");

  private final String sentence;

  Law(String sentence) {
    this.sentence = sentence;
  }

  /** The law in words. */
  public String sentence() {
    return sentence;
  }
}
