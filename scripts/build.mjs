// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Bundles src/ into dist/: one file, since Node's loader pays for each module;
// beside it the configuration's schema with zod, which only a project with a
// configuration loads.
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
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
    external: ['jiti'],
    plugins: [
      {
        name: 'schema beside us',
        setup: (on) => on.onResolve({ filter: /\/schema\.js$/ }, () => ({ path: './schema.js', external: true })),
      },
    ],
  });
  for (const name of readdirSync(folder)) renameSync(`${folder}/${name}`, `dist/${name}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
