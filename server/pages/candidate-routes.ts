import type { Hono, Context as Request } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { LeadlineError } from '../../model/errors.ts';
import { sourceKinds } from '../../model/source.ts';
import { type Context, framed } from '../context.ts';
import { candidatesPage } from './candidates.ts';
import { type Given, ownForm, refuseForm } from './own-form.ts';

const mostShown = 50;

async function show(
  context: Context,
  c: Request,
  fault: LeadlineError | null,
  status: 200 | 400 | 404 | 409 = 200,
): Promise<Response> {
  const { leadline } = context;
  const [waiting, decided, sources] = await Promise.all([
    leadline.candidates({ limit: mostShown }),
    leadline.candidates({ limit: mostShown, decided: true }),
    leadline.sources(),
  ]);
  const view = {
    waiting,
    decided,
    sources: sources.map(({ source }) => source.id),
    token: context.token.issue(),
    fault,
  };
  return c.html(framed(context, 'Candidates', 'sources', candidatesPage(view)), status);
}

async function decide({ leadline }: Context, given: Given): Promise<void> {
  const address = (given.get('address') ?? '').slice(0, 500);
  if (given.get('deed') === 'reject') {
    await leadline.reject(address, given.get('reason')?.trim().slice(0, 500) || null);
    return;
  }
  const kind = sourceKinds.find((each) => each === given.get('kind'));
  await leadline.approve(address, {
    id: (given.get('id') ?? '').trim(),
    ...(kind ? { kind } : {}),
    trust: given.get('trust') === 'yes',
  });
}

const statusOf = ({ code }: LeadlineError): 400 | 404 | 409 =>
  code === 'not-found' ? 404 : code === 'look-alike' ? 409 : 400;

export function mountCandidates(app: Hono, context: Context): void {
  app.get('/candidates', (c) => show(context, c, null));
  app.post('/candidates', bodyLimit({ maxSize: 16_384 }), async (c) => {
    const given = await ownForm(context, c);
    if (!given)
      return refuseForm(context, c, { current: 'sources', href: '/candidates', words: 'Open the candidates' });
    try {
      await decide(context, given);
      return c.redirect('/candidates', 303);
    } catch (error) {
      if (!(error instanceof LeadlineError)) throw error;
      return show(context, c, error, statusOf(error));
    }
  });
}
