package org.greenwave.role;

/**
 * One role on one server: prepared, then warm, then active or warm again, until closed. The server
 * calls the state-changing methods one at a time from a thread of the role's own; {@link #answer}
 * and {@link #progress} may come from any thread at any time.
 */
public interface HostedRole extends AutoCloseable {
  /**
   * Makes the role warm: everything loaded and read that activation will need, nothing written.
   *
   * @throws Exception when it cannot; the server says why and tries again
   */
  void standby(String settings) throws Exception;

  /**
   * Starts the work. Returns as soon as the work is under way; what takes long goes on behind.
   *
   * @param fence licenses writes through {@link RoleStore#write}; already raised in the database
   * @throws Exception when the role cannot run here; the server reports it and hands the role on
   */
  void activate(long fence, String settings) throws Exception;

  /** Takes changed settings, active or warm. */
  void reconfigure(String settings) throws Exception;

  /** How far the work has come; cheap, never blocks. */
  Progress progress();

  /**
   * Stops the work and flushes what can be flushed within a second. When it returns, nothing is
   * written any more and the role is warm. Also called when the fence is already lost. A flush that
   * goes by {@link RoleStore#writeLast} makes a planned move quicker.
   */
  void release();

  /** Answers a call of the role's part of the API, on any server of the list. */
  Answer answer(Call call) throws Exception;

  /** Gives everything back. Nothing is called afterwards. */
  @Override
  void close();
}
