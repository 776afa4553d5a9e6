/** Names that the Unicode data do not have, or spell in another way; parted by "|". */
export const extraPlaces: Readonly<Record<string, string>> = {
  WW: 'worldwide|world wide|world|the world|whole world|all countries|any country|weltweit|welt|international|internationally|global|globally|everywhere|anywhere|mondial|monde|monde entier|dans le monde entier|wereldwijd|wereld|mundial|mundialmente|todo el mundo|mundo|mundo entero|tutto il mondo|mondo|mondiale|mundo inteiro|todo o mundo|cały świat|na cały świat|świat|весь мир|по всему миру|мир|по миру|hela världen|världen|dünya|celý svět',
  EU: 'europe|european union|eu|europa|unión europea|union européenne|unione europea|europäische union|europese unie|unia europejska|união europeia|европа|евросоюз|европейский союз|ес|по европе|евр|eu wide|europe wide|europaweit|eu weit|l europe|evropa|avrupa|schengen|inside eu|european countries|all eu',
  GB: 'uk|united kingdom uk|great britain|britain|england|scotland|wales|northern ireland|großbritannien|grande bretagne|angleterre|gran bretaña|inglaterra|gran bretagna|inghilterra|groot brittannië|engeland|wielka brytania|anglia|великобритания|англия|united kingdom of great britain and northern ireland|royaume uni|reino unido|regno unito',
  US: 'usa|united states of america|the united states|states|america|us of a|amerika|vereinigte staaten von amerika|états unis d amérique|etats unis|estados unidos de américa|stati uniti d america|verenigde staten|stany zjednoczone|сша|eeuu|ee uu|u s a|u s',
  NL: 'holland|the netherlands|netherland|holanda|olanda|hollande|holandia|голландия|niederlande|pays bas|nederland', DE: 'germany de|federal republic of germany|brd', CZ: 'czech republic|czech rep|tschechische republik|république tchèque|república checa|repubblica ceca|česko|чехия',
  RU: 'russian federation|russland|россия|рф|russie|rusia', KR: 'south korea|korea|korea republic of|republic of korea', KP: 'north korea', TR: 'turkey|türkiye|turkiye|türkei|turquie|turquía|turchia', HK: 'hong kong|hongkong', MO: 'macau|macao',
  CN: 'china|prc|mainland china|people s republic of china', TW: 'taiwan', AE: 'united arab emirates|uae|dubai|emirates', VA: 'vatican|vatican city', MK: 'macedonia|north macedonia', MM: 'myanmar|burma', CI: 'ivory coast|cote d ivoire', CD: 'dr congo|drc|congo kinshasa', CG: 'congo|congo brazzaville',
  LA: 'laos', SY: 'syria', IR: 'iran', VN: 'vietnam|viet nam', BO: 'bolivia', VE: 'venezuela', TZ: 'tanzania', MD: 'moldova', BN: 'brunei', PS: 'palestine', IE: 'republic of ireland|eire|ireland', ZA: 'south africa|rsa', NZ: 'new zealand|aotearoa', AU: 'australia|oz|down under', BY: 'belarus|weißrussland',
  BA: 'bosnia|bosnia and herzegovina|bosnia herzegovina', CV: 'cape verde', SZ: 'swaziland', TL: 'east timor', CH: 'switzerland|schweiz|suisse|svizzera|zwitserland|suiza', CA: 'canada', RS: 'serbia', SK: 'slovak republic', PT: 'portugal', ES: 'spain', IT: 'italy', FR: 'france', PL: 'poland',
};

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Words that may stand beside a place in such a field. */
export const fillers = words(
  'ships shipping ship from to only and or the within inside countries country all any other others domestic nationwide anywhere in of also eu via express free standard tracked delivery region regions area zone union member states state und oder nur aus nach von bis innerhalb länder lander alle versand versendet lieferung et ou de la le les du des vers depuis pays tous livraison expédition expedition uniquement y o desde hacia a solo sólo países paises todos envío envio envíos envios e da dal per solo paesi tutti spedizione en of van naar alleen landen binnen verzending i z do tylko kraje wysyłka wysylka из в и только страны доставка most more rest origin destination location based warehouse stock locations mainland',
);

/** Texts that say that nothing is said. */
export const nothing = new Set(['', 'unknown', 'n a', 'na', 'none', 'not specified', 'unspecified', 'undeclared', 'hidden', 'secret', 'unbekannt', 'inconnu', 'desconocido', 'sconosciuto', 'onbekend', 'nieznany', 'неизвестно', 'torland', 'torworld', 'tor']);

/** Codes that are also words written in capitals: they count only where they stand alone between commas. */
export const risky = new Set(['TO', 'IN', 'IS', 'AS', 'SO', 'ME', 'AM', 'BE', 'AT', 'IT', 'NO', 'LA', 'DE', 'ES', 'MY', 'DO', 'IO', 'OM', 'ID', 'MS', 'MC', 'PM', 'CC', 'AI', 'TV', 'HM', 'ST', 'GS', 'ML', 'KG', 'GM', 'LB', 'MG', 'BY', 'SI', 'SE', 'IE', 'AN', 'PS', 'PR', 'AD', 'AG', 'VI', 'VC', 'NE', 'SA', 'MO', 'MA', 'PA', 'LI', 'CO', 'ET', 'TD', 'MD', 'TG', 'NA']);
