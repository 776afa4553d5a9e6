import type { Category } from '../catalogue.ts';

const order = 'cannabis stimulants ecstasy psychedelics dissociatives opioids benzodiazepines sedatives other'.split(
  ' ',
);
const rows: Readonly<Record<string, string>> = {
  en: 'Cannabis & Hash|Stimulants|Ecstasy|Psychedelics|Dissociatives|Opioids|Benzos|Sedatives|Other',
  de: 'Cannabis & Hasch|Stimulanzien|Ecstasy|Psychedelika|Dissoziativa|Opioide|Benzos|Beruhigungsmittel|Sonstiges',
  fr: 'Cannabis et haschich|Stimulants|Ecstasy|Psychédéliques|Dissociatifs|Opioïdes|Benzodiazépines|Sédatifs|Divers',
  nl: 'Wiet en hasj|Stimulantia|XTC|Psychedelica|Dissociatieven|Opioïden|Benzo’s|Slaapmiddelen|Overig',
  es: 'Cannabis y hachís|Estimulantes|Éxtasis|Psicodélicos|Disociativos|Opioides|Benzos|Sedantes|Otros',
  it: 'Cannabis e hashish|Stimolanti|Ecstasy|Psichedelici|Dissociativi|Oppioidi|Benzodiazepine|Sedativi|Altro',
  pl: 'Konopie i haszysz|Stymulanty|Ekstazy|Psychodeliki|Dysocjanty|Opioidy|Benzodiazepiny|Uspokajające|Inne',
  ru: 'Каннабис|Стимуляторы|Экстази|Психоделики|Диссоциативы|Опиоиды|Бензодиазепины|Седативные|Разное',
  pt: 'Cannabis e haxixe|Estimulantes|Ecstasy|Psicodélicos|Dissociativos|Opioides|Benzos|Sedativos|Outros',
  zh: '大麻|兴奋剂|摇头丸|致幻剂|解离剂|阿片类|苯二氮卓类|镇静剂|其他',
};

/** A category as markets in that language call it. */
export const categoryIn = (language: string, category: Category): string =>
  rows[language]?.split('|')[order.indexOf(category)] ?? category;
