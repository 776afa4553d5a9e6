import type { Context as Request } from 'hono';
import { html } from 'hono/html';
import { type Context, framed } from '../context.ts';
import { isSameOrigin } from '../guard.ts';
import type { Frame } from '../layout.ts';
import { notice } from '../layout.ts';

/** What was filled in: the fields that are text, and the files. */
export interface Given {
  readonly get: (name: string) => string | undefined;
  readonly all: (name: string) => readonly string[];
  readonly file: (name: string) => File | undefined;
}

/** The form of a POST that one of our own pages sent, else null. */
export async function ownForm(context: Context, c: Request): Promise<Given | null> {
  if (!isSameOrigin(c.req.raw.headers, c.req.url)) return null;
  const form = await c.req.formData().catch(() => new FormData());
  const strings = (name: string) => form.getAll(name).filter((each) => typeof each === 'string');
  const given: Given = {
    get: (name) => strings(name)[0],
    all: strings,
    file: (name) => form.getAll(name).find((each) => typeof each !== 'string'),
  };
  return context.token.accepts(given.get('token') ?? '') ? given : null;
}

/** The answer to any other form. */
export const refuseForm = (
  context: Context,
  c: Request,
  place: { readonly current: Frame['current']; readonly href: string; readonly words: string },
): Response | Promise<Response> =>
  c.html(
    framed(
      context,
      'Not saved',
      place.current,
      notice(
        'Not saved',
        'The form did not come from an open page of this Leadline, or is older than half a day.',
        html`<a href="${place.href}">${place.words}</a> and send it again.`,
      ),
    ),
    403,
  );
