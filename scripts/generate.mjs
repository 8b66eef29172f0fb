#!/usr/bin/env node
// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Writes what is generated from the sources: docs/cli.md, docs/api.md and schema.json.
// `generate.mjs --check` only says whether they are up to date.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

process.chdir(path.resolve(import.meta.dirname, '..'));
const folder = mkdtempSync(path.join(os.tmpdir(), 'ktest-generate-'));
try {
  await build({
    stdin: {
      contents: `export { markdown } from './src/cli/help.js';
        export { apiMarkdown, readApi } from './src/cli/api-index.js';
        import { configSchema } from './src/config/schema.js';
        import { z } from 'zod';
        export const schema = z.toJSONSchema(configSchema);`,
      resolveDir: process.cwd(),
    },
    outfile: path.join(folder, 'generate.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
  const { apiMarkdown, markdown, readApi, schema } = await import(
    pathToFileURL(path.join(folder, 'generate.mjs')).href
  );
  let stale = 0;
  for (const [file, text] of [
    ['docs/cli.md', markdown()],
    ['docs/api.md', apiMarkdown(readApi('kernel/include', 'test/conformance'))],
    ['schema.json', `${JSON.stringify(schema, undefined, 2)}\n`],
  ]) {
    if (process.argv[2] !== '--check') writeFileSync(file, text);
    else if (readFileSync(file, 'utf8') !== text) {
      console.error(`${file} is not up to date: run \`npm run generate\``);
      stale++;
    }
  }
  process.exitCode = stale > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
