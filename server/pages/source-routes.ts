import type { Hono, Context as Request } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import type { HandIn } from '../../app/api.ts';
import { LeadlineError } from '../../model/errors.ts';
import { type Context, framed } from '../context.ts';
import { notice } from '../layout.ts';
import { type Given, ownForm, refuseForm } from './own-form.ts';
import { sourceHref, sourcePage } from './source.ts';

/** A cookie file of 1 MB and the frame of the form around it. */
const mostBytes = (1 << 20) + 16_384;

const idOf = (c: Request): string => c.req.param('id') ?? '';

interface Outcome {
  readonly handedIn: HandIn | null;
  readonly fault: LeadlineError | null;
}

async function show(context: Context, c: Request, outcome: Outcome, status: 200 | 400 = 200): Promise<Response> {
  const view = await context.leadline.source(idOf(c));
  const body = sourcePage({ view, token: context.token.issue(), ...outcome });
  return c.html(framed(context, view.source.name.slice(0, 60), 'sources', body), status);
}

async function textOf(given: Given): Promise<string> {
  const file = given.file('file');
  return file && file.size > 0 ? file.text() : (given.get('text') ?? '');
}

async function handIn(context: Context, c: Request, given: Given): Promise<Response> {
  try {
    const text = await textOf(given);
    if (text.trim() === '')
      throw new LeadlineError('session-unusable', 'Neither a file nor a text was sent', {
        hint: 'Choose the file of cookies, or paste its text.',
      });
    const account = given.get('account') || null;
    const handedIn = await context.leadline.handInSession(idOf(c), { account, text });
    return await show(context, c, { handedIn, fault: null });
  } catch (error) {
    // An id that is not there has no page to show the fault on.
    if (!(error instanceof LeadlineError)) throw error;
    return show(context, c, { handedIn: null, fault: error }, 400);
  }
}

const tooLarge = (context: Context, c: Request): Response | Promise<Response> =>
  c.html(
    framed(
      context,
      'Not taken',
      'sources',
      notice(
        'Not taken',
        'The file is larger than the cookies of a browser can be.',
        html`Save the cookies of the one site. <a href="${sourceHref(idOf(c))}">Back to the source</a>`,
      ),
    ),
    413,
  );

export function mountSource(app: Hono, context: Context): void {
  const refuse = (c: Request) =>
    refuseForm(context, c, { current: 'sources', href: sourceHref(idOf(c)), words: 'Open the source' });
  const limit = bodyLimit({ maxSize: mostBytes, onError: (c) => tooLarge(context, c) });
  app.get('/sources/:id', (c) => show(context, c, { handedIn: null, fault: null }));
  app.post('/sources/:id/session', limit, async (c) => {
    const given = await ownForm(context, c);
    return given ? handIn(context, c, given) : refuse(c);
  });
  app.post('/sources/:id/resume', limit, async (c) => {
    const given = await ownForm(context, c);
    if (!given) return refuse(c);
    await context.leadline.resume(idOf(c));
    return c.redirect(sourceHref(idOf(c)), 303);
  });
}
