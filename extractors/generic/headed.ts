import { fieldsOfLabel } from './labels.ts';
import type { Line } from './lines.ts';
import { isPageName } from './page-names.ts';
import { tellsStanding } from './standing.ts';
import { isGroup } from './titles.ts';
import { handleIn } from './vendors.ts';

/** A handle that a heading speaks of; `told` when its words say that it is one, `feedback` when they say whose feedback follows. */
export interface Headed {
  readonly handle: string;
  readonly told: boolean;
  readonly feedback: boolean;
  /** Only a word such as "vendor" stands before it, as in any sentence about one. */
  readonly loose: boolean;
}

const role =
  'vendor|seller|user|member|store|shop|merchant|dealer|verkäufers?|händlers?|anbieters?|nutzers?|benutzers?|mitglieds?|vendeuse|vendeur|membre|utilisateur|vendedora?|miembro|usuario|usuário|membro|venditore|membro|utente|verkoper|lid|gebruiker|sprzedawc[ay]|sprzedający|użytkownika?|członek|продав(?:ец|ца)|пользовател[ья]|участника?|säljare|medlem|användare|prodejc[ei]|uživatele?|člen|eladó|vânzător|satıcı|продавець';
const profileWord = 'profile?|perfil|profilo|profiel|профиль|профіль';
const joining = "(?:of|for|von|vom|des|der|de|du|de la|de l'|del|della|dell'|di|do|da|van|av|af|użytkownika)";

const ofWhom: readonly RegExp[] = [
  /^(.{2,40}?)['’]s? (?:profile|store|shop|page|listings|offers|feedback)\b/iu,
  // "Profil sprzedawcy Name", "Perfil del vendedor: Name", "Vendor profile of Name"
  new RegExp(
    `^(?:(?:public|öffentliches|mein) )?(?:(?:${role})s?[ -]?)?(?:${profileWord}|profilseite|profile page)(?: ${joining})?(?:[ -]?(?:${role}))?\\s*[:：–—-]?\\s+(?:${joining}\\s+)?(\\S.{1,39})$`,
    'iu',
  ),
  new RegExp(
    `^(?:${role})(?: (?:profile|page|of|von|de|di|van))*\\s*(?:[:：–—-]\\s*)?(?<=[\\s:：–—-])(\\S.{1,39})$`,
    'iu',
  ),
  /^(?:卖家|商家|用户|会员|店铺)(?:资料|主页|信息)?\s*[:：]?\s*(\S.{1,39})$/u,
  /^(.{2,40}?)\s*[|–—:·-]\s*(?:user |vendor |seller )?(?:profile|store|shop|vendor|seller|profil|verkäufer|vendeur|vendedor)\b/iu,
  /^(.{2,40}?) (?:profile|vendor profile|user profile|store)$/iu,
  new RegExp(`^(.{2,40}?) ?[\\[(<] ?(?:(?:trusted|verified|top) )?(?:${role}) ?[\\])>]$`, 'iu'),
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

/** "Member since", "Vendor is": what follows such words is no name. */
const noName =
  /^(?:since|seit|depuis|desde|dal|dai|od|sinds|sedan|siden|с|від|з|is|was|has|does|did|will|and|or|of|ist|hat|war|und|est|a|es|et|y|è|e|jest|не|был[аи]?|от|reviews?|ratings?|feedback|level|rank|score|name|notes?|info)(?!\p{L})/iu;
const ofProfile = new RegExp(profileWord, 'iu');
const looseRole = new RegExp(`^(?:${role})\\s+[^:：–—-]`, 'iu');

/** A word for members and a few more, without a mark that sets a name off. */
const isLoose = (text: string): boolean => looseRole.test(text) && !ofProfile.test(text);

function told(text: string): Headed | null {
  if (tellsStanding(text) || (fieldsOfLabel(text).length > 0 && !/[:：]/.test(text.trim().slice(0, -1)))) return null;
  const whose = feedbackOf.exec(text)?.[1];
  const rated = whose ? handleIn(whose) : null;
  if (rated) return { handle: rated, told: true, feedback: true, loose: false };
  for (const named of [...ofWhom.map((pattern) => pattern.exec(text)?.[1]), afterLabel(text)]) {
    const handle = named && !aboutMembers.test(named) && !noName.test(named) ? handleIn(named) : null;
    if (handle) return { handle, told: true, feedback: false, loose: isLoose(text) };
  }
  return null;
}

/** The handle that a part of a document's title calls one: "user Name". */
export const toldHandle = (text: string): string | null => told(text)?.handle ?? null;

/** The handle that a heading speaks of. */
function handleInHeading(text: string): Headed | null {
  const said = told(text);
  if (said) return said;
  const handle = text.length < 60 && !aboutMembers.test(text) && !isPageName(text) ? handleIn(text) : null;
  return handle && !/\s\S+\s/.test(handle) && !isGroup(handle)
    ? { handle, told: false, feedback: false, loose: false }
    : null;
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
