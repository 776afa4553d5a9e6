import type { Draft } from '../../model/observation.ts';
import { compileSelector, type Page } from '../document.ts';
import type { Lines } from './lines.ts';

const generator = compileSelector('meta[name="generator" i]');
const software =
  /\b(?:smf|simple machines|phpbb|mybb|xenforo|vbulletin|discourse|flarum|fluxbb|punbb|nodebb|vanilla|invision)\b/i;

/** What boards print over their lists of topics, each in several languages. */
const columns: readonly RegExp[] = [
  /^(?:topics?|threads?|subjects?|themen?|thema|sujets?|temas?|onderwerp(?:en)?|discussion[ei]|temat(?:y)?|тем[аы]|tópicos?|主题)$/iu,
  /^(?:repl(?:y|ies)|answers|antworten|réponses|respuestas|risposte|reacties|antwoorden|odpowiedzi|ответ(?:ы|ов)|respostas|回复)$/iu,
  /^(?:last post|last message|latest post|letzter beitrag|dernier message|último mensaje|ultimo messaggio|laatste bericht|ostatni post|последнее сообщение|última mensagem|最后发表)$/iu,
  /^(?:started by|topic starter|author|posts|beiträge|messages|mensajes|messaggi|berichten|posty|сообщени[яй]|mensagens|帖子)$/iu,
];

/** A board's own page that shows no posts: lists of boards and topics, known by the software it names or by its columns. */
export function isBoard(page: Page, lines: Lines): boolean {
  if (page.select(generator).some((element) => software.test(element.attribs.content ?? ''))) return true;
  const heads = lines.all.filter((line) => line.text.length < 30);
  const met = columns.filter((pattern) => heads.some((line) => pattern.test(line.text.trim())));
  const powered = lines.all
    .slice(-12)
    .some((line) => /powered by|running/i.test(line.text) && software.test(line.text));
  return met.length >= 3 || (powered && met.length > 0);
}

/** One author in all of several posts: a channel, where only its owner writes. */
export function isChannel(posts: readonly Draft[]): boolean {
  const authors = new Set(posts.map(({ content }) => (content?.kind === 'message' ? content.value.author : null)));
  return posts.length > 3 && authors.size === 1;
}
