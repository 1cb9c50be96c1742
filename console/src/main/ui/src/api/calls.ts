import type { Http } from './http';
import type { Begun, Right } from '../live/door';
import type {
  AccessKey,
  Account,
  AuditEntry,
  HistoryEvent,
  JoinToken,
  NewRole,
  NoticeBook,
  Preview,
  Recipient,
  RecipientBody,
  Role,
  RolePatch,
  RoleType,
  Sample,
  Server,
  ServerKind,
  Summary,
  Upgrade,
  Zone,
  ZonePage,
} from './types';

/** Every call that the Config Tool makes, by its meaning. */
export function calls(http: Http) {
  const roles = '/api/v1/roles';
  const account = (name: string) => `/api/v1/accounts/${encodeURIComponent(name)}`;
  const recipient = (name: string) =>
    `/api/v1/notices/recipients/${encodeURIComponent(name)}`;
  const at = (role: string) => `${roles}/${encodeURIComponent(role)}`;
  return {
    roleTypes: async () => (await http.read<{ types: RoleType[] }>('/api/v1/role-types')).types,
    role: (role: string) => http.read<Role>(at(role)),
    createRole: (body: NewRole) => http.edit<Role>({ method: 'POST', path: roles, body }),
    preview: (role: string, body: RolePatch) =>
      http.edit<Preview>({ method: 'POST', path: `${at(role)}/preview`, body }),
    change: (role: string, body: RolePatch, version: number) =>
      http.edit<Role>({ method: 'PATCH', path: at(role), body, version }),
    move: (role: string, server: string) =>
      http.edit<Role>({ method: 'POST', path: `${at(role)}/move`, body: { server } }),
    remove: (role: string, version: number) =>
      http.edit<never>({ method: 'DELETE', path: at(role), version }),
    history: async (role: string, limit: number, signal?: AbortSignal) =>
      (await http.read<{ events: HistoryEvent[] }>(`${at(role)}/history?limit=${limit}`, signal))
        .events,
    joinToken: (body: { kind: ServerKind } | { replaces: string }) =>
      http.edit<JoinToken>({ method: 'POST', path: '/api/v1/servers/tokens', body }),
    removeServer: (server: string) =>
      http.edit<{ done: boolean; sentence: string }>({
        method: 'DELETE',
        path: `/api/v1/servers/${encodeURIComponent(server)}`,
      }),
    lead: (server: string) =>
      http.edit<never>({ method: 'POST', path: '/api/v1/directory/leader', body: { server } }),
    preferLeader: (server: string | null) =>
      http.edit<never>({
        method: 'POST',
        path: '/api/v1/directory/preferred-leader',
        body: { server },
      }),
    upgrade: (to: string, signal?: AbortSignal) =>
      http.read<Upgrade>(`/api/v1/upgrade${to && `?to=${encodeURIComponent(to)}`}`, signal),
    maintain: (server: string, on: boolean, note: string) =>
      http.edit<Server>({
        method: 'POST',
        path: `/api/v1/servers/${encodeURIComponent(server)}/maintenance`,
        body: { on, note },
      }),
    /** Another password for whoever asks; all their other sessions end. */
    changePassword: (body: { password: string; newPassword: string }) =>
      http.edit<Begun>({ method: 'POST', path: '/api/v1/me/password', body }),
    accounts: async () => (await http.read<{ accounts: Account[] }>('/api/v1/accounts')).accounts,
    makeAccount: (body: { name: string; right: Right; password: string }) =>
      http.edit<Account>({ method: 'POST', path: '/api/v1/accounts', body }),
    editAccount: (
      name: string,
      body: { right?: Right; active?: boolean; password?: string },
      version: number,
    ) => http.edit<Account>({ method: 'PATCH', path: account(name), body, version }),
    deleteAccount: (name: string, version: number) =>
      http.edit<never>({ method: 'DELETE', path: account(name), version }),
    endSessions: (name: string) =>
      http.edit<Account>({ method: 'POST', path: `${account(name)}/end-sessions`, body: {} }),
    keys: async () => (await http.read<{ keys: AccessKey[] }>('/api/v1/keys')).keys,
    makeKey: (body: { name: string; right: Right; days?: number }) =>
      http.edit<AccessKey & { key: string }>({ method: 'POST', path: '/api/v1/keys', body }),
    deleteKey: (name: string) =>
      http.edit<never>({ method: 'DELETE', path: `/api/v1/keys/${encodeURIComponent(name)}` }),
    audit: async (wanted: string, limit: number, signal?: AbortSignal) =>
      (
        await http.read<{ entries: AuditEntry[] }>(
          `/api/v1/audit?limit=${limit}&q=${encodeURIComponent(wanted)}`,
          signal,
        )
      ).entries,
    notices: () => http.read<NoticeBook>('/api/v1/notices'),
    holdNotices: (holdMillis: number, version: number) =>
      http.edit<NoticeBook>({
        method: 'PATCH',
        path: '/api/v1/notices',
        body: { holdMillis },
        version,
      }),
    addRecipient: (body: RecipientBody & { name: string }) =>
      http.edit<Recipient>({ method: 'POST', path: '/api/v1/notices/recipients', body }),
    editRecipient: (name: string, body: RecipientBody, version: number) =>
      http.edit<Recipient>({ method: 'PATCH', path: recipient(name), body, version }),
    removeRecipient: (name: string, version: number) =>
      http.edit<never>({ method: 'DELETE', path: recipient(name), version }),
    testRecipient: (name: string) =>
      http.edit<{ arrived: boolean; sentence: string }>({
        method: 'POST',
        path: `${recipient(name)}/test`,
        body: {},
      }),
    resetGuard: (role: string) =>
      http.edit<Role>({ method: 'POST', path: `${at(role)}/guard/reset`, body: {} }),
    summary: (role: string, signal?: AbortSignal) =>
      http.read<Summary>(`${at(role)}/summary`, signal),
    zones: (role: string, query: URLSearchParams, signal?: AbortSignal) =>
      http.read<ZonePage>(`${at(role)}/zones?${query}`, signal),
    samples: (role: string, zone: number, query: URLSearchParams, signal?: AbortSignal) =>
      http.read<{ zone: Zone; samples: Sample[] }>(
        `${at(role)}/zones/${zone}/samples?${query}`,
        signal,
      ),
  };
}

export type Calls = ReturnType<typeof calls>;
