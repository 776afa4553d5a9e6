import type { SiteName } from '../nouns.ts';
import { type Html, html } from './html.ts';
import { page, type SiteAnswer } from './site.ts';

export const wallKinds = ['login', 'captcha', 'queue', 'ban'] as const;
export type WallKind = (typeof wallKinds)[number];

const titles: Readonly<Record<SiteName, string>> = {
  halyard: 'Halyard',
  fathom: 'Fathom',
  nordkai: 'Nordkai',
  slipway: 'Slipway',
  slacktide: 'Slack Tide',
};

const frame = (site: SiteName, title: string, content: Html, head: Html = html``): Html =>
  html`<!doctype html><html lang="${site === 'nordkai' ? 'de' : 'en'}"><head><meta charset="utf-8"><title>${title} - ${titles[site]}</title>${head}</head><body><h1>${titles[site]}</h1>${content}</body></html>`;

function login(site: SiteName): Html {
  const [title, user, password, submit] =
    site === 'nordkai'
      ? ['Anmelden', 'Benutzername', 'Passwort', 'Anmelden']
      : ['Login', 'Username', 'Password', 'Log in'];
  return frame(
    site,
    title ?? '',
    html`<form method="post" action="/login"><h2>${title ?? ''}</h2><label>${user ?? ''} <input name="username"></label><label>${password ?? ''} <input type="password" name="password"></label><button>${submit ?? ''}</button></form>`,
  );
}

const captcha = (site: SiteName): Html =>
  frame(
    site,
    site === 'nordkai' ? 'Sicherheitsabfrage' : 'Are you human?',
    html`<form method="post" action="/captcha"><p>${site === 'nordkai' ? 'Bitte gib die Zeichen aus dem Bild ein.' : 'Please enter the characters in the picture to continue.'}</p><img src="/captcha.png" alt="captcha"><input name="captcha" autocomplete="off"><button>OK</button></form>`,
  );

const queue = (site: SiteName): Html =>
  frame(
    site,
    'Queue',
    html`<p>You are in the queue. Your position is 214. Estimated waiting time: 3 minutes. This page reloads by itself.</p>`,
    html`<meta http-equiv="refresh" content="20">`,
  );

const ban = (site: SiteName): Html =>
  frame(
    site,
    'Access denied',
    html`<h2>You have been banned</h2><p>Your account or connection has been blocked because of too many requests.</p>`,
  );

/** What stands in the way of every page of a site. Queues and bans answer with the status that such pages have. */
export function wallPage(site: SiteName, kind: WallKind): SiteAnswer {
  if (kind === 'login') return page(login(site));
  if (kind === 'captcha') return page(captcha(site));
  return kind === 'queue' ? page(queue(site), 503) : page(ban(site), 403);
}
