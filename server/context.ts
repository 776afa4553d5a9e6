import type { Leadline } from '../app/api.ts';
import { type Clock, iso } from '../model/clock.ts';
import type { Frame } from './layout.ts';
import { page } from './layout.ts';
import type { Html } from './parts.ts';

/** What every page and every API answer needs. */
export interface Context {
  readonly leadline: Leadline;
  readonly clock: Clock;
  readonly version: string;
  /** The token that a form of ours carries, and its check. */
  readonly token: { readonly issue: () => string; readonly accepts: (token: string) => boolean };
}

export const nowOf = (context: Context): string => iso(context.clock.now());

export const framed = (context: Context, title: string, current: Frame['current'], body: Html): Html =>
  page({ title, current, body, now: nowOf(context), version: context.version });
