// SPDX-License-Identifier: MIT OR GPL-2.0-only

/** Whether the locale's characters are UTF-8. Without a locale, as in a container, terminals mostly show it. */
const isUnicode = (() => {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  const locale = LC_ALL || LC_CTYPE || LANG || '';
  return locale === '' || /utf-?8/i.test(locale);
})();

const substitutes: Record<string, string> = {
  '✓': '+',
  '✗': 'x',
  '│': '|',
  '…': '...',
  '·': '.',
  '–': '-',
  '—': '-',
  '→': '->',
  '≥': '>=',
  '≤': '<=',
  µ: 'u',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
};

/** For a terminal: our own signs in ASCII where the locale has no others (LANG=C). */
export function plainText(text: string): string {
  return isUnicode ? text : text.replace(/[✓✗│…·–—→≥≤µ“”‘’]/g, (sign) => substitutes[sign] ?? sign);
}
