import { weekAt } from '../calendar.ts';
import type { LabMessage, World } from '../nouns.ts';
import { hash32 } from '../random.ts';
import { clockTime, type Html, html, nothing } from './html.ts';
import { page, redirect, type Site } from './site.ts';

const perPage = 20;
const name = 'slacktide';

/** Grows week by week and is printed rounded, as such counters are. */
const views = (message: LabMessage, week: number): string => {
  const count = 300 + (hash32(`views|${message.number}`) % 900) + week * 41;
  return count < 1000 ? String(count) : `${(count / 1000).toFixed(1)}K`;
};

const lines = (text: string): readonly Html[] =>
  text.split('\n').map((line, index) => html`${index === 0 ? nothing : html`<br/>`}${line}`);

const post = (
  message: LabMessage,
  week: number,
): Html => html`<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="${name}/${message.number}">
<div class="tgme_widget_message_bubble"><div class="tgme_widget_message_author"><a class="tgme_widget_message_owner_name" href="/s/${name}"><span dir="auto">Slack Tide</span></a></div>
<div class="tgme_widget_message_text js-message_text" dir="auto">${lines(message.text)}</div>
<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">${views(message, week)}</span><span class="tgme_widget_message_meta"><a class="tgme_widget_message_date" href="/${name}/${message.number}"><time datetime="${new Date(message.sentAt).toISOString().slice(0, 19)}+00:00" class="time">${clockTime(message.sentAt)}</time></a></span></div></div></div></div>`;

const channel = (messages: readonly LabMessage[], more: number | null, week: number): Html => html`<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Slack Tide – channel preview</title>${more === null ? nothing : html`<link rel="prev" href="/s/${name}?before=${more}">`}</head>
<body class="widget_frame_base"><header class="tgme_header"><div class="tgme_channel_info"><div class="tgme_channel_info_header"><div class="tgme_channel_info_header_title"><span dir="auto">Slack Tide</span></div><div class="tgme_channel_info_header_username"><a href="/s/${name}">@${name}</a></div></div>
<div class="tgme_channel_info_counters"><div class="tgme_channel_info_counter"><span class="counter_value">1.9K</span> <span class="counter_type">subscribers</span></div></div>
<div class="tgme_channel_info_description">Stock notes between the tides. No chat here.</div></div></header>
<main class="tgme_main"><section class="tgme_channel_history js-message_history">
${more === null ? nothing : html`<div class="tgme_widget_message_centered js-messages_more_wrap"><a href="/s/${name}?before=${more}" class="tme_messages_more js-messages_more" data-before="${more}"></a></div>`}
${messages.map((message) => post(message, week))}
</section></main><footer><a href="/${name}?join=1">Join</a> <a href="https://get.example/app">Get the app</a></footer></body></html>`;

/** Slack Tide: one channel as public preview pages, twenty posts each, older ones by `?before=`. */
export function slacktide(world: World): Site {
  const all = world.messages.filter((message) => message.site === 'slacktide');
  return ({ path, query, now }) => {
    if (path === '/') return redirect(`/s/${name}`);
    if (path !== `/s/${name}`)
      return page(
        html`<!DOCTYPE html><html><head><title>Not found</title></head><body><p>404 Not found</p></body></html>`,
        404,
      );
    const before = Number(query.get('before') ?? Number.POSITIVE_INFINITY);
    const visible = all.filter((message) => message.sentAt <= now && message.number < before);
    const shown = visible.slice(-perPage);
    const more = visible.length > perPage ? (shown[0]?.number ?? null) : null;
    return page(channel(shown, more, weekAt(now)));
  };
}
