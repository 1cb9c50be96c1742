package org.greenwave.server.http;

import java.util.List;
import org.greenwave.directory.NoticeRefusal;
import org.greenwave.directory.PeopleRefusal;
import org.greenwave.directory.Refusal;
import org.greenwave.server.codec.Json;
import tools.jackson.databind.node.ObjectNode;

/** A request that is refused or cannot be served, as a problem for the caller (RFC 9457). */
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String title;
  private final List<String> reasons;

  ProblemException(int status, String title, String detail, List<String> reasons) {
    super(detail);
    this.status = status;
    this.title = title;
    this.reasons = List.copyOf(reasons);
  }

  ProblemException(int status, String title, String detail) {
    this(status, title, detail, List.of(detail));
  }

  /** A change that the Directory refused. */
  static ProblemException refused(List<Refusal> refusals) {
    List<String> sentences = refusals.stream().map(Refusal::sentence).toList();
    return new ProblemException(
        status(refusals.getFirst()), "Refused", String.join(" ", sentences), sentences);
  }

  private static int status(Refusal refusal) {
    return switch (refusal) {
      case Refusal.OfServers ofServers -> status(ofServers);
      case PeopleRefusal ofPeople -> status(ofPeople);
      case NoticeRefusal ofNotices -> status(ofNotices);
      case Refusal.TokenRefused _, Refusal.TokenExpired _ -> 403;
      case Refusal.RoleUnknown _ -> 404;
      case Refusal.RoleExists _,
          Refusal.ReleaseApart _,
          Refusal.ServerKnown _,
          Refusal.AlreadyFounded _,
          Refusal.EndingKnown _,
          Refusal.DecisionStale _,
          Refusal.TermPassed _,
          Refusal.NotOnList _,
          Refusal.HostsAlready _,
          Refusal.CannotMove _,
          Refusal.CannotTakeOver _ ->
          409;
      case Refusal.EditStale _, Refusal.TimingsStale _ -> 412;
      case Refusal.BadName _,
          Refusal.ListEmpty _,
          Refusal.ServerTwice _,
          Refusal.ServerUnknown _,
          Refusal.SettingsUnsound _,
          Refusal.TimingUnsafe _ ->
          422;
    };
  }

  private static int status(Refusal.OfServers refusal) {
    return switch (refusal) {
      case Refusal.OfServers.TokenForAnother _ -> 403;
      case Refusal.OfServers.NothingLost _,
          Refusal.OfServers.OnLists _,
          Refusal.OfServers.StillHosts _,
          Refusal.OfServers.KeepsDatabase _,
          Refusal.OfServers.LastDirectoryServer _,
          Refusal.OfServers.MajorityWouldGo _,
          Refusal.OfServers.StillThere _,
          Refusal.OfServers.DirectoryFull _,
          Refusal.OfServers.ServerReplaced _,
          Refusal.OfServers.CannotLeadNow _,
          Refusal.OfServers.LevelNotSpoken _,
          Refusal.OfServers.LevelNotNext _ ->
          409;
      case Refusal.OfServers.CannotLead _,
          Refusal.OfServers.NoHeir _,
          Refusal.OfServers.WitnessHostsNothing _ ->
          422;
    };
  }

  private static int status(PeopleRefusal refusal) {
    return switch (refusal) {
      case PeopleRefusal.FirstTokenRefused _ -> 403;
      case PeopleRefusal.AccountUnknown _, PeopleRefusal.KeyUnknown _ -> 404;
      case PeopleRefusal.AccountExists _,
          PeopleRefusal.AccountsExist _,
          PeopleRefusal.KeyExists _,
          PeopleRefusal.LastAdministrator _ ->
          409;
    };
  }

  private static int status(NoticeRefusal refusal) {
    return switch (refusal) {
      case NoticeRefusal.RecipientUnknown _ -> 404;
      case NoticeRefusal.RecipientExists _, NoticeRefusal.RecipientsFull _ -> 409;
      case NoticeRefusal.RecipientUnsound _, NoticeRefusal.HoldUnsound _ -> 422;
    };
  }

  /** The problem as the API shows it. */
  ObjectNode json() {
    ObjectNode json = Json.mapping().createObjectNode();
    json.put("status", status).put("title", title).put("detail", String.valueOf(getMessage()));
    reasons.forEach(json.putArray("reasons")::add);
    return json;
  }
}
