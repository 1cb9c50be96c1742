// The shapes of the HTTP API, version 1, as far as the Config Tool reads them.

import type { Right } from '../live/door';

export type Led = 'green' | 'grey' | 'red';
export type Severity = 'error' | 'warning' | 'info';

export interface Finding {
  severity: Severity;
  about: string;
  sentence: string;
  advice: string;
}

export interface Directory {
  leader: string | null;
  preferredLeader: string | null;
  term: number;
  servers: string[];
  failover: 'available' | 'unavailable';
  sentence: string;
}

export type ServerKind = 'directory' | 'witness' | 'expansion';

export interface Server {
  name: string;
  kind: ServerKind;
  leader: boolean;
  alive: boolean;
  sinceSeen: string | null;
  version: string;
  incarnation: string;
  api: string;
  state: 'online' | 'unreachable' | 'gone' | 'unknown';
  sentence: string;
  roleTypes: { type: string; version: string }[];
  localDatabase: string | null;
  hosts: string[];
  standbyFor: string[];
  maintenance?: { since: string; by: string; note: string } | null;
}

export interface ListedServer {
  name: string;
  priority: number;
  host: boolean;
  led: Led;
  state:
    | 'host'
    | 'warm'
    | 'preparing'
    | 'unreachable'
    | 'gone'
    | 'maintenance'
    | 'unusable'
    | 'unknown';
  sentence: string;
}

export interface Database {
  url: string;
  user: string;
  local: boolean;
  state: 'connected' | 'unreachable' | 'unknown';
  sentence: string;
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Role {
  name: string;
  type: string;
  description: string;
  active: boolean;
  forceHighestPriority: boolean;
  version: number;
  host: string | null;
  fence: number;
  state: 'hosted' | 'moving' | 'no host' | 'deactivated';
  sentence: string;
  /** What the Directory does about the role now, or why nothing; only Directory servers know. */
  now?: { code: string; sentence: string } | null;
  guard?: { heldBack: boolean; moves: number; ended?: string[] };
  since: string | null;
  servers: ListedServer[];
  database: Database;
  settings: Json;
}

export interface Status {
  system: { id: string; name: string };
  answeredBy: string;
  version: number;
  directory: Directory;
  servers: Server[];
  roles: Role[];
  findings: Finding[];
}

export interface RoleType {
  type: string;
  version: string;
  description: string;
  servers: string[];
  defaultSettings: Json;
}

export interface DatabaseEdit {
  url: string;
  user: string;
  password?: string;
}

export interface RolePatch {
  description?: string;
  servers?: string[];
  forceHighestPriority?: boolean;
  active?: boolean;
  database?: DatabaseEdit;
  settings?: Json;
}

export interface NewRole {
  name: string;
  type: string;
  description: string;
  servers: string[];
  database: DatabaseEdit;
  forceHighestPriority: boolean;
  settings?: Json;
}

export interface Preview {
  accepted: boolean;
  sentences: string[];
  reasons: string[];
}

export interface HistoryEvent {
  at: string;
  kind: string;
  server: string | null;
  fence: number | null;
  sentence: string;
}

export interface JoinToken {
  token: string;
  kind: string;
  expires: string;
  command: string;
}

export interface Why {
  code: string;
  sentence: string;
}

export interface UpgradeStep {
  server: string;
  version: string;
  part: 'expansion' | 'witness' | 'standby' | 'host' | 'leader';
  phase: 'waiting' | 'emptying' | 'empty' | 'down' | 'returned' | 'done';
  sentence: string;
  safe: boolean;
  obstacles: Why[];
  moves: { role: string; to: string | null }[];
  nextLeader: string | null;
  actions: { sentence: string; command: string | null }[];
}

export interface Upgrade {
  target: string;
  mixed: boolean;
  next: string | null;
  sentence: string;
  level: { now: number; rises: boolean; reasons: Why[] };
  steps: UpgradeStep[];
}

export type Quality = 'ok' | 'missing' | 'suspect' | 'failed';

export interface Reading {
  periodEnd: string | null;
  volume: number | null;
  occupancy: number | null;
  speed: number | null;
  quality: Quality;
}

export interface Zone extends Reading {
  id: number;
  unit: string;
  number: number;
  label: string;
  periodSeconds: number;
  flow: number | null;
  status: 'ok' | 'stale' | 'no data' | 'unknown';
  sentence: string;
}

export interface ZonePage {
  zones: Zone[];
  next: number | null;
  total: number;
}

export interface Sample extends Reading {
  periodSeconds: number;
  sequence: number | null;
}

export interface Summary {
  units: number;
  zones: number;
  samplesStored: number;
  samplesPerMinute: number;
  lastCommit: string | null;
  gaps: number;
  sources: { id: string; kind: string; status: 'ok' | 'warning' | 'error'; sentence: string }[];
}

export interface Account {
  name: string;
  right: Right;
  active: boolean;
  version: number;
}

export interface AccessKey {
  name: string;
  right: Right;
  by: string;
  created: string;
  expires?: string;
}

export interface AuditEntry {
  at: string;
  who: string;
  address: string;
  what: string;
  about: string;
  differences: { what: string; before: string; after: string }[];
}

export type NoticeSeverity = 'error' | 'warning' | 'info';
export type MailSecurity = 'none' | 'starttls' | 'tls';

export interface Webhook {
  url: string;
  secret: string;
}

export interface Email {
  host: string;
  port: number;
  security: MailSecurity;
  user: string;
  password: string;
  from: string;
  to: string[];
}

export interface Recipient {
  name: string;
  leastSeverity: NoticeSeverity;
  version: number;
  webhook?: Webhook;
  email?: Email;
  lastReached: string | null;
  lastFailed: string | null;
  failure: string;
  failing: boolean;
  waiting: number;
}

export interface RecipientBody {
  leastSeverity: NoticeSeverity;
  webhook?: Webhook;
  email?: Email;
}

export interface Notice {
  id: string;
  at: string;
  kind: string;
  phase: 'happened' | 'began' | 'goes-on' | 'over';
  severity: NoticeSeverity;
  about: string;
  sentence: string;
  advice: string;
  waitingFor: string[];
}

/** Who is told of what happens, and what was told of late. */
export interface NoticeBook {
  holdMillis: number;
  version: number;
  recipients: Recipient[];
  latest: Notice[];
}
