import type { Context as Request } from 'hono';
import { html } from 'hono/html';
import { problemOf } from '../api/problem.ts';
import { type Context, framed } from '../context.ts';
import { notice } from '../layout.ts';

/** An error as a page: what happened and a way on. The text of an unexpected error stays in the log. */
export function errorPage(context: Context, c: Request, error: unknown): Response | Promise<Response> {
  const problem = problemOf(error);
  const title =
    problem.status === 404 ? 'Not found' : problem.status < 500 ? 'That did not work' : 'Leadline failed to answer';
  const next = html`${problem.hint ? `${problem.hint.charAt(0).toUpperCase()}${problem.hint.slice(1)}. ` : ''}<a href="/">Search</a>, or see the <a href="/sources">sources</a>.`;
  const body = notice(title, `${problem.detail.replace(/\.$/, '')}.`, next);
  return c.html(framed(context, title, null, body), problem.status as 400); // Hono's type lists each status; problemOf only gives valid ones
}
