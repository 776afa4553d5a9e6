import { Parser } from 'htmlparser2';

const common: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };
const known = /&(amp|lt|gt|quot|nbsp);/g;

/** An ampersand that may begin a reference which is not among the common ones. */
const rareInText = /&(?!(?:amp|lt|gt|quot|nbsp);|[^a-zA-Z0-9#]|$)/;
/** In attributes a name before an equals sign is the next parameter of an address. */
const rareInAttribute = /&(?!(?:amp|lt|gt|quot|nbsp);|[a-zA-Z0-9]+=|[^a-zA-Z0-9#]|$)/;

const decodeCommon = (text: string): string => text.replace(known, (whole, name: string) => common[name] ?? whole);

function decodeAll(text: string, before: string): string {
  const parts: string[] = [];
  const parser = new Parser({ ontext: (data) => parts.push(data) });
  parser.end(before + text);
  return parts.join('');
}

function decodeAttribute(source: string): string {
  let found = '';
  const parser = new Parser({
    onattribute: (_name, value) => {
      found = value;
    },
  });
  parser.end(`<a b=${source}>`);
  return found;
}

/** Text with its character references resolved as HTML says. `before`: the tag after which it stands, where that matters. */
export function textWithoutReferences(text: string, before: '' | '<title>' = ''): string {
  if (!text.includes('&')) return text;
  return rareInText.test(text) ? decodeAll(text, before) : decodeCommon(text);
}

/** The value of an attribute with its references resolved. `source` is the value with the quotes around it, if it has any. */
export function attributeWithoutReferences(value: string, source: string): string {
  if (!value.includes('&')) return value;
  return rareInAttribute.test(value) ? decodeAttribute(source) : decodeCommon(value);
}
