/** XML's own signs; control characters, which XML 1.0 has no way to write, become a blank. */
export function xmlText(text: string): string {
  return text
    .replaceAll(/[&<>"]/g, sign => ENTITIES[sign] ?? sign)
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ' ');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
