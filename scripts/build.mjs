// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Bundles src/ into dist/: the tool is one file, since Node's loader takes longer for forty small ones than for one of
// half a megabyte; a command's modules are evaluated when it is called. It is a script and no module, for V8 can take up
// what it compiled of a script before (src/cli/start.ts). Beside it lies the configuration's schema with zod, which only a
// project with a configuration loads.
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
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: true,
  logLevel: 'warning',
};
try {
  // What test files of users import.
  await build({ ...common, entryPoints: ['src/vm/fixture.ts'] });
  await build({ ...common, entryPoints: ['src/cli/start.ts'] });
  const script = { ...common, format: 'cjs', outExtension: { '.js': '.cjs' } };
  await build({ ...script, entryPoints: ['src/config/schema.ts'] });
  await build({
    ...script,
    entryPoints: ['src/cli/main.ts'],
    // V8 does not keep what import() needs: require() loads our own late parts, and start.ts the user's modules.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'ktestUrl' },
    banner: { js: 'const ktestUrl = require("node:url").pathToFileURL(__filename).href;' },
    external: ['jiti'],
    plugins: [
      {
        name: "start.ts's import()",
        setup: (on) =>
          on.onLoad({ filter: /\/import-module\.ts$/ }, () => ({
            contents: 'export const importModule = ktestImport;',
          })),
      },
      {
        name: 'schema beside us',
        setup: (on) => on.onResolve({ filter: /\/schema\.js$/ }, () => ({ path: './schema.cjs', external: true })),
      },
    ],
  });
  const made = readdirSync(folder);
  for (const name of made) renameSync(`${folder}/${name}`, `dist/${name}`);
  // What an older build script made.
  for (const name of readdirSync('dist'))
    if (/\.c?js(\.map)?$/.test(name) && !made.includes(name)) rmSync(`dist/${name}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
