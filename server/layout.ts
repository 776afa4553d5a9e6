import { html, raw } from 'hono/html';
import { moment } from './format.ts';
import { type Html, none } from './parts.ts';

export interface Frame {
  readonly title: string;
  readonly current: 'search' | 'trends' | 'alerts' | 'sources' | 'docs' | null;
  /** ISO 8601, for the foot of the page. */
  readonly now: string;
  readonly version: string;
  readonly body: Html;
}

const mark = raw(
  '<svg viewBox="0 0 15 34" aria-hidden="true"><g fill="none" stroke="currentColor" stroke-width="1.5"><path d="M7.5 0V22"/><path d="M5 4h5M4 9.5h7M3 15h9"/></g><path d="M7.5 20l4 8.6a4.1 4.1 0 1 1-8 0z" fill="currentColor"/></svg>',
);

const places = [
  ['search', '/', 'Search'],
  ['trends', '/trends', 'Trends'],
  ['alerts', '/alerts', 'Alerts'],
  ['sources', '/sources', 'Sources'],
] as const;

const link = (current: Frame['current'], [name, href, words]: readonly [string, string, string]): Html =>
  current === name ? html`<a href="${href}" aria-current="page">${words}</a>` : html`<a href="${href}">${words}</a>`;

/** The whole document around one page. No script, one style sheet of our own. */
export const page = (frame: Frame): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${frame.title} · Leadline</title>
<link rel="icon" href="/leadline.svg" type="image/svg+xml">
<link rel="stylesheet" href="/leadline.css">
</head>
<body>
<a class="vh skip" href="#main">Skip to content</a>
<header class="mast"><div class="wrap">
<a class="word" href="/">${mark}Leadline</a>
<nav class="nav" aria-label="Main">${places.map((place) => link(frame.current, place))}</nav>
<div class="who">${link(frame.current, ['docs', '/docs', 'Docs'])}</div>
</div></header>
<main id="main"><div class="wrap">
${frame.body}
</div></main>
<footer><div class="wrap foot"><span>All times UTC. ${moment(frame.now)}</span><span>Leadline ${frame.version}</span><span><a href="/openapi.json">API</a></span></div></footer>
</body>
</html>`;

/** A page that says what happened and offers a way on. */
export const notice = (title: string, happened: string, next: Html = none): Html =>
  html`<h1>${title}</h1><p class="note bad sp"><b>${happened}</b> ${next}</p>`;
