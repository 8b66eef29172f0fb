// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Bundles src/ into dist/: one file, since Node's loader pays for each module;
// beside it the configuration's schema with zod, which only a project with a
// configuration loads.
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

for (const name of ['main.js', 'fixture.js', 'schema.js']) rmSync(`dist/${name}`, { force: true });
const common = {
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
};
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
