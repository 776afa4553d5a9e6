import { labelKey } from './labels.ts';

const names = {
  vendor:
    'vendor|vendor name|seller|sold by|shop|merchant|verkäufer|händler|anbieter|vendeur|vendedor|venditore|verkoper|sprzedawca|продавец',
  price: 'price|purchase price|buy price|unit price|cost|preis|kaufpreis|prix|precio|prezzo|prijs|cena|preço|цена',
  shipsFrom:
    'ships from|ship from|shipping from|shipped from|from|origin|origin country|versand aus|versandt aus|versand von|herkunft|expédié de|expédié depuis|envoi depuis|origine|envío desde|enviado desde|origen|spedito da|spedizione da|verzonden vanuit|verzending vanuit|wysyłka z|отправка из|откуда',
  shipsTo:
    'ships to|ship to|shipping to|delivers to|to|versand nach|lieferung nach|expédié vers|livraison vers|envío a|envía a|spedito a|spedizione verso|verzending naar|verzonden naar|wysyłka do|отправка в|куда',
  stock:
    'stock|in stock|left|left in stock|quantity left|available|availability|lager|lagerbestand|bestand|auf lager|verfügbar|en stock|existencias|disponibili|voorraad|na stanie|в наличии',
  sold: 'sold|sales|total sales|items sold|verkauft|verkäufe|vendus|vendidos|venduti|verkocht|sprzedano|продано',
  category: 'category|categories|kategorie|catégorie|categoría|categoria|categorie|kategoria|категория',
  payment: 'payment|payment methods|accepts|zahlung|zahlungsarten|paiement|pago|pagamento|betaling|płatność|оплата',
  quantity:
    'quantity|amount|weight|grams|gram|size|pack|unit|pieces|pills|pcs|qty|menge|gewicht|gramm|stück|quantité|poids|cantidad|peso|quantità|hoeveelheid|gewicht|ilość|waga|количество|вес',
} as const;

export type GenericLabel = keyof typeof names;

const tables: ReadonlyMap<string, GenericLabel> = new Map(
  (Object.keys(names) as GenericLabel[]).flatMap((field) =>
    names[field].split('|').map((name) => [labelKey(name), field] as const),
  ),
);

/** The field that a label names in one of ten languages, or null. `label` as labelKey gives it. */
export const fieldOfLabel = (label: string): GenericLabel | null => tables.get(label) ?? null;
