import { fieldsOfLabel } from './labels.ts';
import type { Line } from './lines.ts';
import { tellsStanding } from './standing.ts';
import { isGroup } from './titles.ts';
import { handleIn } from './vendors.ts';

/** A handle that a heading speaks of; `told` when its words say that it is one, `feedback` when they say whose feedback follows. */
export interface Headed {
  readonly handle: string;
  readonly told: boolean;
  readonly feedback: boolean;
}

const ofWhom: readonly RegExp[] = [
  /^(.{2,40}?)['’]s? (?:profile|store|shop|page|listings|offers|feedback)\b/iu,
  /^(?:vendor|seller|user|member|store|shop|(?:user |vendor |seller |public )?profile|verkäufer|händler|anbieter|nutzer|benutzer|profil|vendeur|vendedor|venditore|verkoper|sprzedawca|продавец|профиль|perfil|profilo|profiel|卖家|用户)(?: (?:profile|page|of|von|de|di|van))*\s*[:：–—-]?\s+(.{2,40})$/iu,
  /^(.{2,40}?)\s*[|–—:·-]\s*(?:user |vendor |seller )?(?:profile|store|shop|vendor|seller|profil|verkäufer|vendeur|vendedor)\b/iu,
  /^(.{2,40}?) (?:profile|vendor profile|user profile|store)$/iu,
];

const feedbackOf =
  /^(?:(?:vendor|seller|user|customer|buyer)s? )?(?:feedbacks?|reviews?|ratings?|bewertungen|kundenbewertungen|avis|évaluations|valoraciones|opiniones|reseñas|recensioni|valutazioni|beoordelingen|waarderingen|opinie|oceny|отзывы|оценки|avaliações|omdömen|hodnocení)(?:(?<!review|rating)\s*[:：]| (?:for|of|about|on|für|von|über|sur|pour|de|di|su|per|voor|van|over|o|dla|для|о|об|sobre|para|om|för))\s+(.{2,40})$/iu;

/** "Anbieter: name", "Prodejce name": a label for a vendor or a member, and one name. */
function afterLabel(text: string): string | null {
  const [, label, colon, rest] = /^([^:：]{3,24}?)(\s*[:：]\s*| )(\S.{1,39})$/u.exec(text) ?? [];
  if (!label || !rest || (colon === ' ' && /\s/.test(rest))) return null;
  return fieldsOfLabel(label).some((field) => field === 'vendor' || field === 'handle') ? rest : null;
}

const aboutMembers =
  /^(?:(?:vendor|seller|user|member|store|shop|my|your|public|account) )?(?:profile|info|information|details|statistics|stats|overview|page|about|summary|listings|offers|items|products|store|rules|terms|policy|policies|settings|panel|dashboard|directory|list|bond|application|guide)$/iu;

function told(text: string): Headed | null {
  if (tellsStanding(text)) return null;
  const whose = feedbackOf.exec(text)?.[1];
  const rated = whose ? handleIn(whose) : null;
  if (rated) return { handle: rated, told: true, feedback: true };
  for (const named of [...ofWhom.map((pattern) => pattern.exec(text)?.[1]), afterLabel(text)]) {
    const handle = named && !aboutMembers.test(named) ? handleIn(named) : null;
    if (handle) return { handle, told: true, feedback: false };
  }
  return null;
}

/** The handle that a heading speaks of. */
function handleInHeading(text: string): Headed | null {
  const said = told(text);
  if (said) return said;
  const handle = text.length < 60 && !aboutMembers.test(text) ? handleIn(text) : null;
  return handle && !/\s\S+\s/.test(handle) && !isGroup(handle) ? { handle, told: false, feedback: false } : null;
}

/** The handle in a line: told by its words, else its first element before badges and counts, else all of it. */
export function handleInLine(line: Line): Headed | null {
  const [first, second] = line.pieces;
  const said = told(line.text) ?? (first ? told(first.text) : null);
  if (said || !first) return said;
  const parted = second && second.element !== first.element && second.element.parent === line.block;
  const heading = parted || /^h[1-6]$/.test(line.block.name) ? first.text : line.text;
  return handleInHeading(heading) ?? handleInHeading(line.text) ?? handleInHeading(first.text);
}
