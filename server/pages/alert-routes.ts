import type { Hono, Context as Request } from 'hono';
import { z } from 'zod';
import type { BackTest } from '../../app/api.ts';
import { LeadlineError } from '../../model/errors.ts';
import { eventReasons } from '../../model/item.ts';
import { type Context, framed, nowOf } from '../context.ts';
import { type AlertDraft, backTestDays } from './alert-form.ts';
import { alertsPage } from './alerts.ts';
import { type Given, ownForm, refuseForm } from './own-form.ts';

const dayMs = 86_400_000;
const text = z.string().trim().max(4_000).catch('');
const reasons = z.array(z.enum(eventReasons)).catch([]);
const many = z.array(z.string().max(200)).catch([]);

/** The form as it was filled in; an untouched one fires on first sightings and price changes. */
function draftOf(given: Pick<Given, 'get' | 'all'>): AlertDraft {
  const on = reasons.parse(given.all('on'));
  return {
    name: text.parse(given.get('name') ?? '').slice(0, 120),
    query: text.parse(given.get('query') ?? ''),
    on: on.length > 0 ? on : ['first-seen', 'price'],
    notify: many.parse(given.all('notify')),
  };
}

const ofAddress = (c: Request): Pick<Given, 'get' | 'all'> => ({
  get: (name) => c.req.query(name),
  all: (name) => c.req.queries(name) ?? [],
});

interface Outcome {
  readonly draft: AlertDraft;
  readonly fault: LeadlineError | null;
  readonly backTest: BackTest | null;
}

/** The back-test of a draft; a query that cannot be read is a fault to show, nothing to throw. */
async function tested(context: Context, draft: AlertDraft): Promise<Outcome> {
  if (draft.query === '') return { draft, fault: null, backTest: null };
  try {
    return { draft, fault: null, backTest: await context.leadline.backTest(draft.query, backTestDays * dayMs) };
  } catch (error) {
    if (error instanceof LeadlineError) return { draft, fault: error, backTest: null };
    throw error;
  }
}

async function show(context: Context, c: Request, outcome: Outcome, status: 200 | 400 | 409 = 200): Promise<Response> {
  const { leadline } = context;
  const only = c.req.method === 'GET' ? (c.req.query('subscription') ?? null) : null;
  const after = c.req.query('after') ?? null;
  const [subscriptions, alerts, deliveries] = await Promise.all([
    leadline.subscriptions(),
    leadline.alerts({ limit: 30, after, ...(only === null ? {} : { subscription: only }) }),
    leadline.deliveries({ limit: 30 }),
  ]);
  const view = {
    ...outcome,
    ...alerts,
    subscriptions,
    deliveries: deliveries.deliveries,
    only,
    receivers: leadline.receivers(),
    saved: subscriptions.find((each) => each.id === c.req.query('saved'))?.name ?? null,
    token: context.token.issue(),
    now: nowOf(context),
  };
  return c.html(framed(context, 'Alerts', 'alerts', alertsPage(view)), status);
}

async function save(context: Context, c: Request, given: Given): Promise<Response> {
  const draft = draftOf(given);
  try {
    if (draft.name === '')
      throw new LeadlineError('usage', 'The alert has no name', { hint: 'Give it one; messages carry it.' });
    const saved = await context.leadline.subscribe(draft);
    return c.redirect(`/alerts?${new URLSearchParams({ saved: saved.id })}`, 303);
  } catch (error) {
    if (!(error instanceof LeadlineError)) throw error;
    return show(context, c, { draft, fault: error, backTest: null }, error.code === 'exists' ? 409 : 400);
  }
}

const refuse = (context: Context, c: Request): Response | Promise<Response> =>
  refuseForm(context, c, { current: 'alerts', href: '/alerts', words: 'Open the alerts' });

export function mountAlerts(app: Hono, context: Context): void {
  app.get('/alerts', async (c) => show(context, c, await tested(context, draftOf(ofAddress(c)))));
  app.post('/alerts', async (c) => {
    const given = await ownForm(context, c);
    return given ? save(context, c, given) : refuse(context, c);
  });
  app.post('/alerts/mute', async (c) => {
    const given = await ownForm(context, c);
    if (!given) return refuse(context, c);
    await context.leadline.mute(given.get('subscription') ?? '', given.get('muted') === 'yes');
    return c.redirect('/alerts', 303);
  });
}
