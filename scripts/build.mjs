// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Bundles src/ into dist/: few files, since Node's loader pays for each module, and small ones, since it pays for each
// byte, too: a command loads its own chunks. Beside them lies the configuration's schema with zod, which only a project
// with a configuration loads.
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { build } from 'esbuild';

// The files take their places by rename: a ktest that starts meanwhile finds the old ones or the new ones.
mkdirSync('dist', { recursive: true });
const folder = mkdtempSync('dist.new-');
const common = {
  outdir: folder,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: true,
  logLevel: 'warning',
};
try {
  // What test files of users import.
  await build({ ...common, entryPoints: ['src/vm/fixture.ts'] });
  await build({ ...common, entryPoints: ['src/config/schema.ts'] });
  await build({
    ...common,
    entryPoints: ['src/cli/main.ts'],
    splitting: true,
    external: ['jiti'],
    plugins: [
      {
        name: 'schema beside us',
        setup: (on) => on.onResolve({ filter: /\/schema\.js$/ }, () => ({ path: './schema.js', external: true })),
      },
    ],
  });
  const made = readdirSync(folder);
  for (const name of made) renameSync(`${folder}/${name}`, `dist/${name}`);
  // A ktest that runs may still load chunks of the build before.
  const anHourAgo = Date.now() - 3_600_000;
  for (const name of readdirSync('dist')) {
    if (!/\.js(\.map)?$/.test(name) || made.includes(name)) continue;
    if (statSync(`dist/${name}`).mtimeMs < anHourAgo) rmSync(`dist/${name}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
