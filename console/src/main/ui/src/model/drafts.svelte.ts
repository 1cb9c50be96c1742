import type { Role, RolePatch } from '../api/types';
import { isEmpty, rebase, typed, wish, type Draft, type Field } from './draft';

/** The unsaved changes of this page, by role; they outlive a change of tab or task. */
class Drafts {
  private byRole = $state.raw<Record<string, Draft>>({});
  private owner = '';

  of(role: string): Draft | null {
    return this.byRole[role] ?? null;
  }

  get any(): boolean {
    return Object.keys(this.byRole).length > 0;
  }

  /** Whose they are: the next person at this desk finds none of them, nor a password in one. */
  belongTo(name: string): void {
    if (this.owner !== '' && this.owner !== name) this.byRole = {};
    this.owner = name;
  }

  wish<F extends Field>(role: Role, field: F, value: RolePatch[F]): void {
    this.put(role.name, wish(this.of(role.name) ?? { base: role, patch: {} }, field, value));
  }

  /** Keeps settings as they are typed, with the role as it was at the first keystroke. */
  type(role: Role, text: string | undefined): void {
    this.put(role.name, typed(this.of(role.name) ?? { base: role, patch: {} }, text));
  }

  /** What the field would be after saving, or undefined if it stays. */
  wanted<F extends Field>(role: string, field: F): RolePatch[F] | undefined {
    return this.of(role)?.patch[field];
  }

  rebase(current: Role): void {
    const draft = this.of(current.name);
    if (draft !== null) this.put(current.name, rebase(draft, current));
  }

  drop(role: string): void {
    const { [role]: _, ...rest } = this.byRole;
    this.byRole = rest;
  }

  private put(role: string, draft: Draft): void {
    if (isEmpty(draft)) this.drop(role);
    else this.byRole = { ...this.byRole, [role]: draft };
  }
}

export const drafts = new Drafts();
