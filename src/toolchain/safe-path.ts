// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readlinkSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { hashName } from '../util/cache-dir.js';
import { cannotWrite, makeFolder } from '../util/files.js';

const safe = /^[\w@%+=,./-]+$/;

/**
 * make-style depfiles and ninja files can not hold every path (newlines,
 * quotes, colons). A path with such characters is built through a symbolic
 * link with a plain name; `restore` puts the real name back into messages.
 */
export class SafePaths {
  private readonly aliases = new Map<string, string>();

  constructor(private readonly folder: string) {}

  /** A plain path of the same folder. */
  folderPath(real: string): string {
    if (safe.test(real)) return real;
    return this.alias(real, path.join(this.folder, hashName(real)));
  }

  /** A plain path of the same file. Its folder's headers need `-iquote`, see `needsQuoteFolder`. */
  filePath(real: string): string {
    const base = path.basename(real);
    if (safe.test(base)) return path.join(this.folderPath(path.dirname(real)), base);
    const plain = base.replace(/[^\w.+-]/g, '_');
    return this.alias(real, path.join(this.folder, hashName(real), plain));
  }

  /** True when the file's own name had to be replaced, so that "x.h" is not found beside it. */
  needsQuoteFolder(real: string): boolean {
    return !safe.test(path.basename(real));
  }

  restore(text: string): string {
    let restored = text;
    for (const [alias, real] of this.aliases) restored = restored.replaceAll(alias, real);
    return restored;
  }

  private alias(real: string, link: string): string {
    if (this.aliases.get(link) === real) return link;
    this.aliases.set(link, real);
    try {
      if (currentTarget(link) !== real) {
        makeFolder(path.dirname(link));
        rmSync(link, { force: true });
        symlinkSync(real, link);
      }
    } catch (error) {
      throw cannotWrite(link, error);
    }
    return link;
  }
}

function currentTarget(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}
