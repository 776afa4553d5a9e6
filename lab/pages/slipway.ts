import type { LabMessage, LabTopic, World } from '../nouns.ts';
import { onionName } from '../onion.ts';
import { clockTime, type Html, html, longDate, nothing, slice } from './html.ts';
import { page, type Site, type SiteAnswer } from './site.ts';

const boards = ['Announcements and rules', 'Sellers and reviews', 'Safety and testing', 'Off topic'] as const;
const perPage = 15;

interface Forum {
  readonly topics: readonly { readonly topic: LabTopic; readonly posts: readonly LabMessage[] }[];
  readonly post: (number: number) => LabMessage | undefined;
}

function forumAt(world: World, now: number): Forum {
  const posts = world.messages.filter((message) => message.site === 'slipway' && message.sentAt <= now);
  const byTopic = Map.groupBy(posts, (post) => post.topic);
  const topics = world.topics.flatMap((topic) => {
    const own = byTopic.get(topic.number);
    return own ? [{ topic, posts: own }] : [];
  });
  const last = (own: readonly LabMessage[]) => own.at(-1)?.number ?? 0;
  return {
    topics: topics.sort((a, b) => last(b.posts) - last(a.posts)),
    post: (number) => posts.find((post) => post.number === number),
  };
}

/** SMF counts a topic's pages by the number of posts before them: 12.0, 12.15, … */
const topicLink = (topic: number, from = 0): string => `/index.php?topic=${topic}.${from}`;
const boardLink = (board: number): string => `/index.php?board=${board}.0`;
/** June 03, 2026, 02:05:00 PM */
function stamp(ms: number): string {
  const hour = new Date(ms).getUTCHours();
  const twelve = String(hour % 12 === 0 ? 12 : hour % 12).padStart(2, '0');
  return `${longDate(ms)}, ${twelve}:${clockTime(ms).slice(3)}:00 ${hour < 12 ? 'AM' : 'PM'}`;
}

const frame = (title: string, content: Html): Html => html`<!DOCTYPE html>
<html lang="en-US"><head><meta charset="UTF-8"><title>${title} - Slipway</title><meta name="generator" content="SMF"></head>
<body id="forum"><div id="header"><h1 class="forumtitle"><a href="/index.php">Slipway</a></h1></div>
<ul id="main_menu"><li><a href="/index.php">Home</a></li><li><a href="/index.php?action=search">Search</a></li><li><a href="/index.php?action=pm">My Messages</a></li><li><a href="/index.php?action=logout;sesc=4f1c">Logout</a></li></ul>
<div id="content_section">${content}</div>
<div id="footer"><ul><li>Simple machines, simple people</li><li><a href="http://${onionName('slipway friend')}/">Friends</a></li><li><a href="https://archive.example/">Archive</a></li><li><a href="/index.php?action=help">Help</a></li></ul></div></body></html>`;

const home = (): Html =>
  frame(
    'Index',
    html`<div id="boardindex_table">${boards.map((name, index) => html`<div class="board"><a class="subject" href="${boardLink(index)}">${name}</a></div>`)}</div>
<p class="warning">Staff never sends private messages about money.</p>`,
  );

function board({ topics }: Forum, number: number): Html {
  const rows = topics
    .filter(({ topic }) => topic.board === number)
    .map(
      ({
        topic,
        posts,
      }) => html`<tr class="windowbg"><td class="subject"><span><a href="${topicLink(topic.number)}">${topic.subject}</a></span><p>Started by ${posts[0]?.author ?? ''}</p></td>
<td class="stats">${posts.length - 1} Replies</td><td class="lastpost">${stamp(posts.at(-1)?.sentAt ?? 0)}<br>by ${posts.at(-1)?.author ?? ''}</td></tr>`,
    );
  return frame(
    boards[number] ?? 'Board',
    html`<div class="navigate"><a href="/index.php">Slipway</a> &raquo; ${boards[number] ?? ''}</div><table class="table_grid">${rows}</table>`,
  );
}

const quoted = (post: LabMessage | undefined): Html =>
  post
    ? html`<blockquote class="bbc_standard_quote"><cite><a href="/index.php?topic=${post.topic ?? 0}.msg${post.number}#msg${post.number}">Quote from: ${post.author} on ${stamp(post.sentAt)}</a></cite>${post.text}</blockquote>`
    : nothing;

const lines = (text: string): readonly Html[] =>
  text.split('\n').map((line, index) => html`${index === 0 ? nothing : html`<br>`}${line}`);

const postOf = (
  forum: Forum,
  subject: string,
  post: LabMessage,
): Html => html`<div class="windowbg" id="msg${post.number}"><div class="post_wrapper">
<div class="poster"><h4><a href="/index.php?action=profile;u=${post.author.length}${post.author.charCodeAt(0)}">${post.author}</a></h4></div>
<div class="postarea"><div class="keyinfo"><h5><a href="/index.php?topic=${post.topic ?? 0}.msg${post.number}#msg${post.number}">${subject}</a></h5><div class="smalltext">&#171; <strong>on:</strong> ${stamp(post.sentAt)} &#187;</div></div>
<div class="post"><div class="inner">${post.quotes === null ? nothing : quoted(forum.post(post.quotes))}${lines(post.text)}</div></div>
<a href="/index.php?action=post;quote=${post.number}">Quote</a> <a href="/index.php?action=reporttm;msg=${post.number}">Report to moderator</a></div></div></div>`;

function topic(forum: Forum, text: string): Html | null {
  const [number = 0, from = 0] = text.split('.').map((part) => Number.parseInt(part, 10));
  const found = forum.topics.find((each) => each.topic.number === number);
  if (!found) return null;
  const { values, page: current, pages } = slice(found.posts, String(Math.floor(from / perPage) + 1), perPage);
  const links = Array.from({ length: pages }, (_, index) =>
    index + 1 === current
      ? html`[<strong>${index + 1}</strong>]`
      : html`<a class="navPages" href="${topicLink(number, index * perPage)}">${index + 1}</a>`,
  );
  return frame(
    found.topic.subject,
    html`<div class="navigate"><a href="/index.php">Slipway</a> &raquo; <a href="${boardLink(found.topic.board)}">${boards[found.topic.board] ?? ''}</a></div>
<h2 class="topic">${found.topic.subject}</h2><div class="pagelinks">Pages: ${links} <a href="/index.php?action=post;topic=${number}">Reply</a></div>
<div id="forumposts">${values.map((post) => postOf(forum, found.topic.subject, post))}</div>`,
  );
}

const missing = () =>
  page(
    frame(
      'An error has occurred',
      html`<div class="errorbox">The topic or board you are looking for appears to be either missing or off limits to you.</div>`,
    ),
    404,
  );

/** A page of the forum changed when its newest post was written. */
const dated = (content: Html, posts: readonly LabMessage[]): SiteAnswer => ({
  ...page(content),
  headers: { 'last-modified': new Date(posts.at(-1)?.sentAt ?? 0).toUTCString() },
});

function topicPage(forum: Forum, text: string): SiteAnswer {
  const found = topic(forum, text);
  const posts = forum.topics.find((each) => each.topic.number === Number.parseInt(text, 10))?.posts;
  return found && posts ? dated(found, posts) : missing();
}

/** Slipway: a forum with boards, topics and posts in the manner of Simple Machines. */
export function slipway(world: World): Site {
  return ({ path, query, now }) => {
    if (path !== '/' && path !== '/index.php') return missing();
    const [boardNumber, topicNumber, action] = [query.get('board'), query.get('topic'), query.get('action')];
    if (action !== null) return missing();
    if (topicNumber !== null) return topicPage(forumAt(world, now), topicNumber);
    if (boardNumber === null) return page(home());
    const number = Number.parseInt(boardNumber, 10);
    return boards[number] === undefined ? missing() : page(board(forumAt(world, now), number));
  };
}
