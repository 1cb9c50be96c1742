package org.greenwave.cli.api;

/** A server has answered, and the answer is no. */
public final class RefusedException extends ApiException {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  /** A refusal for the reasons that the problem tells. */
  public RefusedException(Problem problem) {
    super(problem.paragraph());
    this.problem = problem;
  }

  /** What the server said. */
  public Problem problem() {
    return problem;
  }
}
